#pragma once
// Small ONNX models, assembled byte by byte.

#include <filesystem>

#include "base/proto_writer.h"
#include "formats/onnx/node_writer.h"
#include "formats/onnx/reader.h"
#include "formats/onnx/tensors.h"

namespace ponte::onnx {

/// An attribute of a test node: one of the fields of AttributeProto, without its type, as old files have it.
struct TestAttr {
  ProtoWriter message;

  TestAttr(std::string_view name, int64_t value) { start(name).integer(3, value); }
  TestAttr(std::string_view name, int value) : TestAttr(name, int64_t{value}) {}
  TestAttr(std::string_view name, double value) { start(name).number(2, static_cast<float>(value)); }
  TestAttr(std::string_view name, const char* value) { start(name).text(4, value); }
  TestAttr(std::string_view name, const Tensor& value) { start(name).message(5, tensor_message("", value)); }
  TestAttr(std::string_view name, const Dims& values) {
    start(name);
    for (int64_t value : values) message.integer(8, value);
  }
  TestAttr(std::string_view name, const std::vector<double>& values) {
    start(name);
    for (double value : values) message.number(7, static_cast<float>(value));
  }

 private:
  ProtoWriter& start(std::string_view name) {
    message.text(1, name);
    return message;
  }
};

class TestModel {
 public:
  explicit TestModel(int opset) : opset_(opset) {}

  TestModel& input(std::string_view name, const Shape& shape, DType dtype = DType::f32) {
    graph_.message(11, value_info(name, shape, dtype));
    return *this;
  }
  TestModel& output(std::string_view name) {
    ProtoWriter info;
    info.text(1, name);
    graph_.message(12, info);
    return *this;
  }
  TestModel& constant(std::string_view name, const Tensor& tensor) {
    graph_.message(5, tensor_message(name, tensor));
    return *this;
  }
  TestModel& initializer(const ProtoWriter& tensor) {
    graph_.message(5, tensor);
    return *this;
  }
  TestModel& node(std::string_view op, std::vector<std::string> inputs, std::vector<std::string> outputs,
                  const std::vector<TestAttr>& attrs = {}, std::string_view domain = "", std::string_view name = "") {
    ProtoWriter node;
    for (const std::string& name : inputs) node.text(1, name);
    for (const std::string& name : outputs) node.text(2, name);
    if (!name.empty()) node.text(3, name);
    node.text(4, op);
    for (const TestAttr& attr : attrs) node.message(5, attr.message);
    if (!domain.empty()) node.text(7, domain);
    graph_.message(1, node);
    return *this;
  }

  std::vector<std::byte> bytes() const {
    ProtoWriter opset, model;
    opset.integer(2, opset_);
    model.integer(1, 8);
    model.message(8, opset);
    model.message(7, graph_);
    std::vector<std::byte> result;
    for (Bytes piece : model.pieces()) result.insert(result.end(), piece.begin(), piece.end());
    return result;
  }
  Result<OnnxModel> read(const std::string& folder = "") const { return read_bytes(bytes(), folder); }

  static Result<OnnxModel> read_bytes(std::vector<std::byte> bytes, const std::string& folder = "") {
    auto owner = std::make_shared<std::vector<std::byte>>(std::move(bytes));
    return read_onnx({Bytes(*owner), owner}, folder);
  }

 private:
  static ProtoWriter value_info(std::string_view name, const Shape& dims, DType dtype) {
    ProtoWriter shape, tensor, type, info;
    for (const Dim& dim : dims) {
      ProtoWriter dimension;
      if (dim.known())
        dimension.integer(1, dim.size);
      else if (!dim.symbol.empty())
        dimension.text(2, dim.symbol);
      shape.message(1, dimension);
    }
    tensor.integer(1, dtype_to_onnx(dtype));
    tensor.message(2, shape);
    type.message(1, tensor);
    info.text(1, name);
    info.message(2, type);
    return info;
  }

  int opset_;
  ProtoWriter graph_;
};

inline std::string number_text(double value) { return fmt::format("{:g}", value); }

inline std::string value_text(const Value& value) {
  if (!value.is_constant()) return value.name;
  std::vector<std::string> elements;
  for (double element : value.constant->to_doubles()) elements.push_back(number_text(element));
  std::string list = fmt::format("{}", fmt::join(elements, " "));
  return value.constant->dims().empty() ? list : "[" + list + "]";
}

struct AttrText {
  std::string operator()(bool value) const { return value ? "yes" : "no"; }
  std::string operator()(int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return number_text(value); }
  std::string operator()(const std::string& value) const { return value; }
  std::string operator()(const std::vector<int64_t>& value) const { return fmt::format("[{}]", fmt::join(value, " ")); }
  std::string operator()(const std::vector<double>& value) const { return fmt::format("[{}]", fmt::join(value, " ")); }
  std::string operator()(DType value) const { return std::string(dtype_name(value)); }
};

// "y = clip(x 0 6)", with those attributes that are asked for; one line per node.
inline std::string graph_text(const Graph& graph, const std::vector<std::string>& attr_names = {}) {
  std::vector<std::string> lines;
  for (NodeId id : graph.order()) {
    const Node& node = graph.node(id);
    std::vector<std::string> outputs, inputs;
    for (ValueId output : node.outputs) outputs.push_back(graph.value(output).name);
    for (ValueId input : node.inputs) inputs.push_back(input ? value_text(graph.value(input)) : "-");
    std::string attrs;
    for (const std::string& name : attr_names)
      if (const AttrValue* value = node.attrs.find(name))
        attrs += fmt::format(" {}={}", name, std::visit(AttrText{}, *value));
    lines.push_back(
        fmt::format("{} = {}({}){}", fmt::join(outputs, " "), node.op->name, fmt::join(inputs, " "), attrs));
  }
  return fmt::format("{}", fmt::join(lines, "\n"));
}

inline std::string graph_text(const Result<OnnxModel>& model, const std::vector<std::string>& attr_names = {}) {
  return model ? graph_text(model->graph, attr_names) : model.error().message();
}

/// The test data, or empty when they are not here.
inline std::filesystem::path test_data() {
  const char* set = std::getenv("PONTE_TEST_DATA");
  std::filesystem::path folder = set ? set : PONTE_SOURCE_DIR "/../shared/data";
  return std::filesystem::exists(folder / "models/onnx") ? folder : std::filesystem::path();
}

}  // namespace ponte::onnx

#include "formats/onnx/node_writer.h"

#include "formats/onnx/tensors.h"
#include "formats/onnx/wire.h"

namespace ponte::onnx {

ProtoWriter tensor_message(std::string_view name, const Tensor& tensor) {
  ProtoWriter message;
  if (!tensor.dims().empty()) message.packed_integers(1, tensor.dims());
  message.integer(2, dtype_to_onnx(tensor.dtype()));
  if (!name.empty()) message.text(8, name);
  message.bytes(9, {tensor.bytes(), tensor.owner()});
  return message;
}

NodeWriter::NodeWriter(WriterState& state, const OnnxOp& op, const Node& node)
    : NodeView(state.graph, node), state_(state), op_(op) {}

void NodeWriter::input(size_t i) {
  if (!has_input(i)) {
    no_input();
    return;
  }
  ValueId id = node().inputs[i];
  const Value& value = state_.graph.value(id);
  inputs_.push_back(value.name);
  if (!value.is_constant() || state_.constant_written[id.index]) return;
  state_.constant_written[id.index] = true;
  state_.initializers.message(5, tensor_message(value.name, *value.constant));
}

void NodeWriter::same_inputs() {
  for (size_t i = 0; i < node().inputs.size(); ++i) input(i);
}

void NodeWriter::constant_input(const Tensor& tensor, std::string_view suffix) {
  std::string base = fmt::format("{}.{}", node().name, suffix), name = base;
  for (int number = 1; !state_.taken_names.insert(name).second; ++number) name = fmt::format("{}_{}", base, number);
  inputs_.push_back(name);
  state_.initializers.message(5, tensor_message(name, tensor));
}

ProtoWriter NodeWriter::attribute(std::string_view name, int32_t type) const {
  ProtoWriter message;
  message.text(1, name);
  message.integer(20, type);
  return message;
}

void NodeWriter::integer(std::string_view name, int64_t value) {
  ProtoWriter message = attribute(name, kAttrInt);
  message.integer(3, value);
  attributes_.message(5, message);
}

void NodeWriter::number(std::string_view name, double value) {
  ProtoWriter message = attribute(name, kAttrFloat);
  message.number(2, static_cast<float>(value));
  attributes_.message(5, message);
}

void NodeWriter::text(std::string_view name, std::string_view value) {
  ProtoWriter message = attribute(name, kAttrString);
  message.text(4, value);
  attributes_.message(5, message);
}

void NodeWriter::integers(std::string_view name, const Dims& values) {
  ProtoWriter message = attribute(name, kAttrInts);
  for (int64_t value : values) message.integer(8, value);
  attributes_.message(5, message);
}

void NodeWriter::tensor(std::string_view name, const Tensor& value) {
  ProtoWriter message = attribute(name, kAttrTensor);
  message.message(5, tensor_message("", value));
  attributes_.message(5, message);
}

Result<> NodeWriter::need_opset(int first, const std::string& what) const {
  if (opset() >= first) return {};
  return unsupported("{} needs opset {}", what, first);
}

void NodeWriter::finish() {
  ProtoWriter message;
  while (!inputs_.empty() && inputs_.back().empty()) inputs_.pop_back();
  for (const std::string& name : inputs_) message.text(1, name);
  for (ValueId output : node().outputs) message.text(2, state_.graph.value(output).name);
  message.text(3, node().name);
  message.text(4, op_.onnx);
  message.append(attributes_);
  state_.nodes.message(1, message);
}

}  // namespace ponte::onnx

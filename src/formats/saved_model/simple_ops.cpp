#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model {

Result<> write_plain(OpWriter& node) {
  TRY_ASSIGN(std::vector<std::string> inputs, node.inputs());
  node.finish(std::move(inputs));
  return {};
}

Result<> write_folded(OpWriter& node) {
  TRY_ASSIGN(std::vector<std::string> inputs, node.inputs());
  std::string result = inputs[0];
  for (size_t i = 1; i < inputs.size(); ++i)
    result = node.add_typed(node.op().name, {result, inputs[i]}).out(node.op().output);
  node.bind(std::move(result));
  return {};
}

Result<std::string> reduce(OpWriter& node, std::string_view op, std::string input) {
  Dims axes = node.attrs().integers("axes");
  if (axes.empty())
    for (size_t i = 0; i < node.rank(); ++i) axes.push_back(static_cast<int64_t>(i));
  NodeDef& made = node.add_typed(op, {std::move(input), node.ints(axes)});
  made.type("Tidx", DataType::i32).boolean("keep_dims", node.attrs().boolean("keep_dims"));
  return made.out("output");
}

Result<> write_reduction(OpWriter& node) {
  TRY_ASSIGN(std::string input, node.input(0));
  TRY_ASSIGN(std::string result, reduce(node, node.op().name, std::move(input)));
  node.bind(std::move(result));
  return {};
}

Result<> write_arg_reduction(OpWriter& node) {
  int64_t axis = node.attrs().integer("axis");
  if (node.attrs().boolean("select_last")) return unsupported("{} of the last one", node.node().op->name);
  TRY_ASSIGN(std::string input, node.input(0));
  NodeDef& found = node.add_typed(node.op().name, {input, node.integer(axis)});
  found.type("Tidx", DataType::i32).type("output_type", node.output_type());
  std::string result = found.out("output");
  if (node.attrs().boolean("keep_dims"))
    result = node.add("ExpandDims", {result, node.integer(axis)})
                 .type("T", node.output_type())
                 .type("Tdim", DataType::i32)
                 .out("output");
  node.bind(std::move(result));
  return {};
}

std::string sizes_of(OpWriter& node, const std::string& value, DataType type, int64_t begin, int64_t end) {
  NodeDef& shape = node.add("Shape", {value}).type("T", type).type("out_type", DataType::i32);
  NodeDef& part = node.add("StridedSlice", {shape.out("output"), node.ints({begin}), node.ints({end}), node.ints({1})});
  return part.type("T", DataType::i32).type("Index", DataType::i32).out("output");
}

std::string joined_ints(OpWriter& node, std::vector<std::string> parts) {
  int64_t count = static_cast<int64_t>(parts.size());
  parts.push_back(node.integer(0));
  NodeDef& list = node.add("ConcatV2", std::move(parts));
  return list.integer("N", count).type("T", DataType::i32).type("Tidx", DataType::i32).out("output");
}

}  // namespace ponte::saved_model

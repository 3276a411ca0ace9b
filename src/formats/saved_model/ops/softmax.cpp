#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_softmax {

namespace {

/// Along the last axis; another one is brought there and back.
Result<> write(OpWriter& node) {
  bool is_log = node.node().is("log_softmax");
  Dims perm;
  for (size_t i = 0; i < node.rank(); ++i) perm.push_back(static_cast<int64_t>(i));
  size_t axis = static_cast<size_t>(node.attrs().integer("axis"));
  bool is_last = axis + 1 == perm.size();
  std::swap(perm[axis], perm.back());
  auto turned = [&](const std::string& from) {
    return node.add_typed("Transpose", {from, node.ints(perm)}).type("Tperm", DataType::i32).out("y");
  };
  TRY_ASSIGN(std::string input, node.input(0));
  if (!is_last) input = turned(input);
  std::string result =
      node.add_typed(is_log ? "LogSoftmax" : "Softmax", {input}).out(is_log ? "logsoftmax" : "softmax");
  node.bind(is_last ? result : turned(result));
  return {};
}

}  // namespace

constinit extern const TfOp op_softmax{
    .name = "Softmax", .ir = "softmax log_softmax", .write = write, .output = "softmax"};

}  // namespace ponte::saved_model::ops_softmax

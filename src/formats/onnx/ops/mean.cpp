#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_mean {

namespace {

Result<> read(NodeReader& node) {
  std::vector<ValueId> inputs = node.all_inputs();
  ValueId sum = inputs[0];
  for (size_t i = 1; i < inputs.size(); ++i) {
    TRY_ASSIGN(sum, node.add("add", {sum, inputs[i]}, {}, std::to_string(i)));
  }
  double count = static_cast<double>(inputs.size());
  return node.emit("div", {sum, node.add_constant(tensor_from_doubles({&count, 1}, node.dtype(0), {}), "count")});
}

}  // namespace

constinit extern const OnnxOp onnx_mean{.onnx = "Mean", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::onnx::ops_mean

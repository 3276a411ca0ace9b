#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_slice {

namespace {

Result<> read(NodeReader& node) {
  if (node.opset() >= 10) {
    if (!node.has_input(1) || !node.has_input(2)) return corrupt("Slice needs starts and ends");
    return node.emit("slice", node.all_inputs());
  }
  TRY_ASSIGN(Dims starts, node.integers("starts"));
  TRY_ASSIGN(Dims ends, node.integers("ends"));
  std::vector<ValueId> inputs{node.input(0), node.add_constant(Tensor::ints(std::move(starts)), "starts"),
                              node.add_constant(Tensor::ints(std::move(ends)), "ends")};
  if (node.has("axes")) {
    TRY_ASSIGN(Dims axes, node.integers("axes"));
    inputs.push_back(node.add_constant(Tensor::ints(std::move(axes)), "axes"));
  }
  return node.emit("slice", std::move(inputs));
}

}  // namespace

constinit extern const OnnxOp onnx_slice{.onnx = "Slice", .ir = "slice", .read = read, .write = write_plain};

}  // namespace ponte::onnx::ops_slice

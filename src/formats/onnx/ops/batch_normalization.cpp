#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_batch_normalization {

namespace {

Result<> read(NodeReader& node) {
  TRY(node.only("training_mode", 0));
  TRY(node.only("spatial", 1));
  TRY_ASSIGN(double epsilon, node.number("epsilon", 1e-5));
  TRY_ASSIGN(double momentum, node.number("momentum", 0.9));
  return node.emit("batch_norm", node.all_inputs(), {{"epsilon", epsilon}, {"momentum", momentum}});
}

Result<> write(NodeWriter& node) {
  node.same_inputs();
  node.number("epsilon", node.attrs().number("epsilon"));
  node.number("momentum", node.attrs().number("momentum"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_batch_normalization{
    .onnx = "BatchNormalization", .ir = "batch_norm", .inputs = 5, .read = read, .write = write};

}  // namespace ponte::onnx::ops_batch_normalization

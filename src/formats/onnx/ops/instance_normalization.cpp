#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_instance_normalization {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(double epsilon, node.number("epsilon", 1e-5));
  return node.emit("instance_norm", node.all_inputs(), {{"epsilon", epsilon}});
}

Result<> write(NodeWriter& node) {
  node.same_inputs();
  node.number("epsilon", node.attrs().number("epsilon"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_instance_normalization{
    .onnx = "InstanceNormalization", .ir = "instance_norm", .inputs = 3, .read = read, .write = write};

}  // namespace ponte::onnx::ops_instance_normalization

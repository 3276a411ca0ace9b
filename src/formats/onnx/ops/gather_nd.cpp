#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_gather_nd {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(int64_t batch_dims, node.integer("batch_dims", 0));
  return node.emit("gather_nd", node.all_inputs(), {{"batch_dims", batch_dims}});
}

Result<> write(NodeWriter& node) {
  node.same_inputs();
  node.integer("batch_dims", node.attrs().integer("batch_dims"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_gather_nd{
    .onnx = "GatherND", .ir = "gather_nd", .inputs = 2, .read = read, .write = write};

}  // namespace ponte::onnx::ops_gather_nd

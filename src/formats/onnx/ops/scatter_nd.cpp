#include "formats/onnx/scatters.h"

namespace ponte::onnx::ops_scatter_nd {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(std::string reduction, node.text("reduction", "none"));
  return node.emit("scatter_nd", node.all_inputs(), {{"reduction", reduction}});
}

Result<> write(NodeWriter& node) {
  node.same_inputs();
  return write_scatter_reduction(node);
}

}  // namespace

constinit extern const OnnxOp onnx_scatter_nd{
    .onnx = "ScatterND", .ir = "scatter_nd", .inputs = 3, .read = read, .write = write};

}  // namespace ponte::onnx::ops_scatter_nd

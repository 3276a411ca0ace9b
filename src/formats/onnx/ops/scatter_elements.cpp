#include "formats/onnx/scatters.h"

namespace ponte::onnx::ops_scatter_elements {

namespace {

Result<> write(NodeWriter& node) {
  node.same_inputs();
  node.integer("axis", node.attrs().integer("axis"));
  return write_scatter_reduction(node);
}

}  // namespace

constinit extern const OnnxOp onnx_scatter_elements{
    .onnx = "ScatterElements", .ir = "scatter_elements", .inputs = 3, .read = read_scatter_elements, .write = write};

}  // namespace ponte::onnx::ops_scatter_elements

#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_space_to_depth {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(int64_t block, node.integer("blocksize"));
  return node.emit("space_to_depth", {node.input(0)}, {{"block", block}});
}

Result<> write(NodeWriter& node) {
  node.input(0);
  node.integer("blocksize", node.attrs().integer("block"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_space_to_depth{
    .onnx = "SpaceToDepth", .ir = "space_to_depth", .read = read, .write = write};

}  // namespace ponte::onnx::ops_space_to_depth

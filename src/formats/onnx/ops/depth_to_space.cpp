#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_depth_to_space {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(int64_t block, node.integer("blocksize"));
  TRY_ASSIGN(std::string mode, node.text("mode", "DCR"));
  return node.emit("depth_to_space", {node.input(0)}, {{"block", block}, {"mode", mode}});
}

Result<> write(NodeWriter& node) {
  node.input(0);
  node.integer("blocksize", node.attrs().integer("block"));
  node.text("mode", node.attrs().text("mode"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_depth_to_space{
    .onnx = "DepthToSpace", .ir = "depth_to_space", .read = read, .write = write};

}  // namespace ponte::onnx::ops_depth_to_space

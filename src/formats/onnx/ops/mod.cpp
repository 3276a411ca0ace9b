#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_mod {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(bool fmod, node.boolean("fmod", false));
  return node.emit("mod", node.all_inputs(), {{"fmod", fmod}});
}

Result<> write(NodeWriter& node) {
  node.same_inputs();
  node.boolean("fmod", node.attrs().boolean("fmod"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_mod{.onnx = "Mod", .ir = "mod", .inputs = 2, .read = read, .write = write};

}  // namespace ponte::onnx::ops_mod

#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_trilu {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(bool upper, node.boolean("upper", true));
  return node.emit("trilu", node.all_inputs(), {{"upper", upper}});
}

Result<> write(NodeWriter& node) {
  node.same_inputs();
  node.boolean("upper", node.attrs().boolean("upper"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_trilu{.onnx = "Trilu", .ir = "trilu", .since = 14, .read = read, .write = write};

}  // namespace ponte::onnx::ops_trilu

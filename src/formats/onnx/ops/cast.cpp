#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_cast {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(int64_t type, node.integer("to"));
  TRY_ASSIGN(int32_t data_type, narrow<int32_t>(type));
  TRY_ASSIGN(DType to, dtype_from_onnx(data_type));
  node.ignore("saturate");  // both concern 8-bit floats only
  node.ignore("round_mode");
  return node.emit("cast", {node.input(0)}, {{"to", to}});
}

Result<> write(NodeWriter& node) {
  node.input(0);
  node.integer("to", dtype_to_onnx(node.attrs().dtype("to")));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_cast{.onnx = "Cast", .ir = "cast", .read = read, .write = write};

}  // namespace ponte::onnx::ops_cast

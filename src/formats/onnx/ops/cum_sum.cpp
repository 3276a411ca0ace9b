#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_cum_sum {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(bool exclusive, node.boolean("exclusive", false));
  TRY_ASSIGN(bool reverse, node.boolean("reverse", false));
  return node.emit("cum_sum", node.all_inputs(), {{"exclusive", exclusive}, {"reverse", reverse}});
}

Result<> write(NodeWriter& node) {
  node.same_inputs();
  node.boolean("exclusive", node.attrs().boolean("exclusive"));
  node.boolean("reverse", node.attrs().boolean("reverse"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_cum_sum{
    .onnx = "CumSum", .ir = "cum_sum", .inputs = 2, .read = read, .write = write};

}  // namespace ponte::onnx::ops_cum_sum

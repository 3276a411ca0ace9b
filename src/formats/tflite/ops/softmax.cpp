#include "formats/tflite/op_reader.h"
#include "formats/tflite/op_writer.h"

namespace ponte::tflite::ops_softmax {

namespace {

Result<> write(OpWriter& node) {
  if (node.attrs().integer("axis") + 1 != static_cast<int64_t>(node.shape(0).size()))
    return unsupported("softmax along another axis than the last");
  TRY_ASSIGN(TensorIndex input, node.input(0));
  return node.finish({input}, {{0, 1.0f}});
}

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(float beta, node.option<float>(0, 1.0f));
  if (node.rank(x) == 0) return corrupt("SOFTMAX of a number");
  if (beta != 1) x = node.b.mul(x, node.b.scalar(beta, "beta"), "scaled");
  return node.give(node.b.softmax(x, static_cast<int64_t>(node.rank(x)) - 1, ""));
}

}  // namespace

constinit extern const TfliteOp op_softmax{
    .name = "SOFTMAX", .code = 25, .options = 9, .ir = "softmax", .write = write, .read = read};

}  // namespace ponte::tflite::ops_softmax

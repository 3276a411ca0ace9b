#include "formats/tflite/op_writer.h"

namespace ponte::tflite {

namespace {

Result<> write(OpWriter& node) {
  if (node.attrs().integer("axis") + 1 != static_cast<int64_t>(node.shape(0).size()))
    return unsupported("softmax along another axis than the last");
  TRY_ASSIGN(TensorIndex input, node.input(0));
  return node.finish({input}, {{0, 1.0f}});
}

}  // namespace

constinit extern const TfliteOp op_softmax{
    .name = "SOFTMAX", .code = 25, .options = 9, .ir = "softmax", .write = write};

}  // namespace ponte::tflite

#include "formats/tflite/op_writer.h"

namespace ponte::tflite {

namespace {

Result<> write(OpWriter& node) {
  TRY_ASSIGN(TensorIndex input, node.input(0));
  return node.finish({input, node.ints(node.attrs().integers("perm"))});
}

}  // namespace

constinit extern const TfliteOp op_transpose{
    .name = "TRANSPOSE", .code = 39, .options = 26, .ir = "transpose", .write = write};

}  // namespace ponte::tflite

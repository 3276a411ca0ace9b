#include "formats/tflite/op_writer.h"

namespace ponte::tflite {

namespace {

Result<> write(OpWriter& node) {
  TRY_ASSIGN(TensorIndex input, node.input(0));
  TRY_ASSIGN(TensorType from, tensor_type(node.fact(0).dtype));
  TRY_ASSIGN(TensorType to, tensor_type(node.output_fact().dtype));
  return node.finish({input}, {{0, static_cast<int8_t>(from)}, {1, static_cast<int8_t>(to)}});
}

}  // namespace

constinit extern const TfliteOp op_cast{.name = "CAST", .code = 53, .options = 37, .ir = "cast", .write = write};

}  // namespace ponte::tflite

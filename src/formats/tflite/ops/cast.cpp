#include "formats/tflite/op_reader.h"
#include "formats/tflite/op_writer.h"

namespace ponte::tflite::ops_cast {

namespace {

Result<> write(OpWriter& node) {
  TRY_ASSIGN(TensorIndex input, node.input(0));
  TRY_ASSIGN(TensorType from, tensor_type(node.fact(0).dtype));
  TRY_ASSIGN(TensorType to, tensor_type(node.output_fact().dtype));
  return node.finish({input}, {{0, static_cast<int8_t>(from)}, {1, static_cast<int8_t>(to)}});
}

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(DType to, dtype_of_tensor(node.output_tensor().type));
  return node.give(node.cast(x, to));
}

}  // namespace

constinit extern const TfliteOp op_cast{
    .name = "CAST", .code = 53, .options = 37, .ir = "cast", .write = write, .read = read};

}  // namespace ponte::tflite::ops_cast

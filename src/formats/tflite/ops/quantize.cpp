#include "formats/tflite/op_reader.h"

namespace ponte::tflite {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  return node.give(x);
}

}  // namespace

constinit extern const TfliteOp op_quantize{
    .name = "QUANTIZE", .code = 114, .options = 89, .read = read};

}  // namespace ponte::tflite

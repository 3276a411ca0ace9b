#include "formats/tflite/op_reader.h"
#include "formats/tflite/tflite_op.h"

namespace ponte::tflite::ops_dequantize {

namespace {

Result<> read(OpReader& node) { return node.pass_on(); }

}  // namespace

constinit extern const TfliteOp op_dequantize{.name = "DEQUANTIZE", .code = 6, .options = 38, .read = read};

}  // namespace ponte::tflite::ops_dequantize

#include "formats/tflite/tflite_op.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_dequantize{.name = "DEQUANTIZE", .code = 6, .options = 38};

}  // namespace ponte::tflite

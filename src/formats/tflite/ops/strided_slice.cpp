#include "formats/tflite/tflite_op.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_strided_slice{.name = "STRIDED_SLICE", .code = 45, .options = 32};

}  // namespace ponte::tflite

#include "formats/tflite/simple_ops.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_greater{
    .name = "GREATER", .code = 61, .options = 44, .ir = "greater", .write = write_elementwise};

}  // namespace ponte::tflite

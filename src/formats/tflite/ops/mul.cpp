#include "formats/tflite/simple_ops.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_mul{
    .name = "MUL", .code = 18, .options = 21, .ir = "mul", .write = write_elementwise};

}  // namespace ponte::tflite

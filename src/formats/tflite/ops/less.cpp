#include "formats/tflite/simple_ops.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_less{
    .name = "LESS", .code = 58, .options = 41, .ir = "less", .write = write_elementwise};

}  // namespace ponte::tflite

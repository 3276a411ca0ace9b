#include "formats/tflite/simple_ops.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_sub{
    .name = "SUB", .code = 41, .options = 28, .ir = "sub", .write = write_elementwise};

}  // namespace ponte::tflite

#include "formats/tflite/simple_ops.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_div{
    .name = "DIV", .code = 42, .options = 29, .ir = "div", .write = write_elementwise};

}  // namespace ponte::tflite

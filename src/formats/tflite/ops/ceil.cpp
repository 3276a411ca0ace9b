#include "formats/tflite/simple_ops.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_ceil{
    .name = "CEIL", .code = 104, .options = 0, .ir = "ceil", .write = write_plain};

}  // namespace ponte::tflite

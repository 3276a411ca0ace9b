#include "formats/tflite/simple_ops.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_abs{
    .name = "ABS", .code = 101, .options = 78, .ir = "abs", .write = write_plain};

}  // namespace ponte::tflite

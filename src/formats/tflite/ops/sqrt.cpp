#include "formats/tflite/simple_ops.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_sqrt{
    .name = "SQRT", .code = 75, .options = 0, .ir = "sqrt", .write = write_plain};

}  // namespace ponte::tflite

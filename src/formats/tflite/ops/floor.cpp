#include "formats/tflite/simple_ops.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_floor{
    .name = "FLOOR", .code = 8, .options = 0, .ir = "floor", .write = write_plain};

}  // namespace ponte::tflite

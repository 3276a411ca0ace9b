#include "formats/tflite/simple_ops.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_log{
    .name = "LOG", .code = 73, .options = 0, .ir = "log", .write = write_plain};

}  // namespace ponte::tflite

#include "formats/tflite/simple_ops.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_logistic{
    .name = "LOGISTIC", .code = 14, .options = 0, .ir = "sigmoid", .write = write_plain};

}  // namespace ponte::tflite

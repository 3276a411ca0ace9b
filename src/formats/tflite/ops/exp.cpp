#include "formats/tflite/simple_ops.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_exp{
    .name = "EXP", .code = 47, .options = 33, .ir = "exp", .write = write_plain};

}  // namespace ponte::tflite

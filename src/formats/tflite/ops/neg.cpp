#include "formats/tflite/simple_ops.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_neg{
    .name = "NEG", .code = 59, .options = 42, .ir = "neg", .write = write_plain};

}  // namespace ponte::tflite

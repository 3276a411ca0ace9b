#include "formats/tflite/simple_ops.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_round{
    .name = "ROUND", .code = 116, .options = 0, .ir = "round", .write = write_plain};

}  // namespace ponte::tflite

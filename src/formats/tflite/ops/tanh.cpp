#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_tanh {

constinit extern const TfliteOp op_tanh{
    .name = "TANH", .code = 28, .options = 0, .ir = "tanh", .write = write_plain, .read = read_plain};

}  // namespace ponte::tflite::ops_tanh

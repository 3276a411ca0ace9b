#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_hard_swish {

constinit extern const TfliteOp op_hard_swish{
    .name = "HARD_SWISH", .code = 117, .options = 91, .ir = "hard_swish", .write = write_plain, .read = read_plain};

}  // namespace ponte::tflite::ops_hard_swish

#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_neg {

constinit extern const TfliteOp op_neg{
    .name = "NEG", .code = 59, .options = 42, .ir = "neg", .write = write_plain, .read = read_plain};

}  // namespace ponte::tflite::ops_neg

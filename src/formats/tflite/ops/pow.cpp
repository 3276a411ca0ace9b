#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_pow {

constinit extern const TfliteOp op_pow{
    .name = "POW", .code = 78, .options = 56, .ir = "pow", .write = write_elementwise, .read = read_plain};

}  // namespace ponte::tflite::ops_pow

#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_mul {

constinit extern const TfliteOp op_mul{
    .name = "MUL", .code = 18, .options = 21, .ir = "mul", .write = write_elementwise, .read = read_arithmetic};

}  // namespace ponte::tflite::ops_mul

#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_sub {

constinit extern const TfliteOp op_sub{
    .name = "SUB", .code = 41, .options = 28, .ir = "sub", .write = write_elementwise, .read = read_arithmetic};

}  // namespace ponte::tflite::ops_sub

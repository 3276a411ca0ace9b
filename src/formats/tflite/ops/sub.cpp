#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_sub{
    .name = "SUB", .code = 41, .options = 28, .ir = "sub", .write = write_elementwise, .read = read_arithmetic};

}  // namespace ponte::tflite

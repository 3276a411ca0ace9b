#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_div {

constinit extern const TfliteOp op_div{
    .name = "DIV", .code = 42, .options = 29, .ir = "div", .write = write_elementwise, .read = read_arithmetic};

}  // namespace ponte::tflite::ops_div

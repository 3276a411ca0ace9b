#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_add {

constinit extern const TfliteOp op_add{
    .name = "ADD", .code = 0, .options = 11, .ir = "add", .write = write_elementwise, .read = read_arithmetic};

}  // namespace ponte::tflite::ops_add

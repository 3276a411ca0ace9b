#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_maximum {

constinit extern const TfliteOp op_maximum{
    .name = "MAXIMUM", .code = 55, .options = 39, .ir = "max", .write = write_elementwise, .read = read_plain};

}  // namespace ponte::tflite::ops_maximum

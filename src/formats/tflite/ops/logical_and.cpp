#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_logical_and {

constinit extern const TfliteOp op_logical_and{
    .name = "LOGICAL_AND", .code = 86, .options = 62, .ir = "and", .write = write_elementwise, .read = read_plain};

}  // namespace ponte::tflite::ops_logical_and

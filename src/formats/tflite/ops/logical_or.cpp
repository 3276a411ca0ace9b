#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_logical_or {

constinit extern const TfliteOp op_logical_or{
    .name = "LOGICAL_OR", .code = 84, .options = 60, .ir = "or", .write = write_elementwise, .read = read_plain};

}  // namespace ponte::tflite::ops_logical_or

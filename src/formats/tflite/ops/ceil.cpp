#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_ceil {

constinit extern const TfliteOp op_ceil{
    .name = "CEIL", .code = 104, .options = 0, .ir = "ceil", .write = write_plain, .read = read_plain};

}  // namespace ponte::tflite::ops_ceil

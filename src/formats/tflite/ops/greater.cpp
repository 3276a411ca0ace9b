#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_greater {

constinit extern const TfliteOp op_greater{
    .name = "GREATER", .code = 61, .options = 44, .ir = "greater", .write = write_elementwise, .read = read_plain};

}  // namespace ponte::tflite::ops_greater

#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_cos {

constinit extern const TfliteOp op_cos{
    .name = "COS", .code = 108, .options = 84, .ir = "cos", .write = write_plain, .read = read_plain};

}  // namespace ponte::tflite::ops_cos

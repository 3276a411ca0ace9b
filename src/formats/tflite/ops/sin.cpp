#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_sin {

constinit extern const TfliteOp op_sin{
    .name = "SIN", .code = 66, .options = 0, .ir = "sin", .write = write_plain, .read = read_plain};

}  // namespace ponte::tflite::ops_sin

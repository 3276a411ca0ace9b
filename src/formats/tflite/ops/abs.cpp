#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_abs {

constinit extern const TfliteOp op_abs{
    .name = "ABS", .code = 101, .options = 78, .ir = "abs", .write = write_plain, .read = read_plain};

}  // namespace ponte::tflite::ops_abs

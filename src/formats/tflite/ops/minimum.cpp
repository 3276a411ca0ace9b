#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_minimum {

constinit extern const TfliteOp op_minimum{
    .name = "MINIMUM", .code = 57, .options = 39, .ir = "min", .write = write_elementwise, .read = read_plain};

}  // namespace ponte::tflite::ops_minimum

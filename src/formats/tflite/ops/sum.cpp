#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_sum {

constinit extern const TfliteOp op_sum{
    .name = "SUM", .code = 74, .options = 27, .ir = "reduce_sum", .write = write_reduction, .read = read_reduction};

}  // namespace ponte::tflite::ops_sum

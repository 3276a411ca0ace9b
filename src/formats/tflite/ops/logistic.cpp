#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_logistic {

constinit extern const TfliteOp op_logistic{
    .name = "LOGISTIC", .code = 14, .options = 0, .ir = "sigmoid", .write = write_plain, .read = read_plain};

}  // namespace ponte::tflite::ops_logistic

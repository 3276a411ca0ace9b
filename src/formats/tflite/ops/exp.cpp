#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_exp {

constinit extern const TfliteOp op_exp{
    .name = "EXP", .code = 47, .options = 33, .ir = "exp", .write = write_plain, .read = read_plain};

}  // namespace ponte::tflite::ops_exp

#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_reduce_prod {

constinit extern const TfliteOp op_reduce_prod{
    .name = "REDUCE_PROD", .code = 81, .options = 27, .ir = "reduce_prod", .read = read_reduction};

}  // namespace ponte::tflite::ops_reduce_prod

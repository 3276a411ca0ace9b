#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_round {

constinit extern const TfliteOp op_round{
    .name = "ROUND", .code = 116, .options = 0, .ir = "round", .write = write_plain, .read = read_plain};

}  // namespace ponte::tflite::ops_round

#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_relu {

constinit extern const TfliteOp op_relu{
    .name = "RELU", .code = 19, .options = 0, .ir = "relu", .write = write_plain, .read = read_plain};

}  // namespace ponte::tflite::ops_relu

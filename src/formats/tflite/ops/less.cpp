#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_less {

constinit extern const TfliteOp op_less{
    .name = "LESS", .code = 58, .options = 41, .ir = "less", .write = write_elementwise, .read = read_plain};

}  // namespace ponte::tflite::ops_less

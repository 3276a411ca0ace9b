#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_elu {

constinit extern const TfliteOp op_elu{
    .name = "ELU", .code = 111, .options = 0, .ir = "elu", .write = write_plain, .read = read_plain};

}  // namespace ponte::tflite::ops_elu

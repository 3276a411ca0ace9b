#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_logical_not {

constinit extern const TfliteOp op_logical_not{
    .name = "LOGICAL_NOT", .code = 87, .options = 63, .ir = "not", .write = write_plain, .read = read_plain};

}  // namespace ponte::tflite::ops_logical_not

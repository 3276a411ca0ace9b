#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_floor {

constinit extern const TfliteOp op_floor{
    .name = "FLOOR", .code = 8, .options = 0, .ir = "floor", .write = write_plain, .read = read_plain};

}  // namespace ponte::tflite::ops_floor

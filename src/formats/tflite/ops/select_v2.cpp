#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_select_v2 {

constinit extern const TfliteOp op_select_v2{
    .name = "SELECT_V2", .code = 123, .options = 98, .ir = "where", .write = write_plain, .read = read_plain};

}  // namespace ponte::tflite::ops_select_v2

#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_equal {

constinit extern const TfliteOp op_equal{
    .name = "EQUAL", .code = 71, .options = 53, .ir = "equal", .write = write_elementwise, .read = read_plain};

}  // namespace ponte::tflite::ops_equal

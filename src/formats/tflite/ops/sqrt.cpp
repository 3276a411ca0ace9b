#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_sqrt {

constinit extern const TfliteOp op_sqrt{
    .name = "SQRT", .code = 75, .options = 0, .ir = "sqrt", .write = write_plain, .read = read_plain};

}  // namespace ponte::tflite::ops_sqrt

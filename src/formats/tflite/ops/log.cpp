#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_log {

constinit extern const TfliteOp op_log{
    .name = "LOG", .code = 73, .options = 0, .ir = "log", .write = write_plain, .read = read_plain};

}  // namespace ponte::tflite::ops_log

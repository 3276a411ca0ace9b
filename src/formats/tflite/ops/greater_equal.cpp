#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_greater_equal {

constinit extern const TfliteOp op_greater_equal{.name = "GREATER_EQUAL",
                                                 .code = 62,
                                                 .options = 45,
                                                 .ir = "greater_equal",
                                                 .write = write_elementwise,
                                                 .read = read_plain};

}  // namespace ponte::tflite::ops_greater_equal

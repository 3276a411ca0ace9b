#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_less_equal {

constinit extern const TfliteOp op_less_equal{.name = "LESS_EQUAL",
                                              .code = 63,
                                              .options = 46,
                                              .ir = "less_equal",
                                              .write = write_elementwise,
                                              .read = read_plain};

}  // namespace ponte::tflite::ops_less_equal

#include "formats/tflite/simple_ops.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_equal{
    .name = "EQUAL", .code = 71, .options = 53, .ir = "equal", .write = write_elementwise};

}  // namespace ponte::tflite

#include "formats/tflite/tflite_op.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_floor_div{.name = "FLOOR_DIV", .code = 90, .options = 65};

}  // namespace ponte::tflite

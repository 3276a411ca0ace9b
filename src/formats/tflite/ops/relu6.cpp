#include "formats/tflite/tflite_op.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_relu6{.name = "RELU6", .code = 21, .options = 0};

}  // namespace ponte::tflite

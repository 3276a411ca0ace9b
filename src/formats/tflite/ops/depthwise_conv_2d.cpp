#include "formats/tflite/tflite_op.h"

namespace ponte::tflite {

// conv_2d.cpp writes it.
constinit extern const TfliteOp op_depthwise_conv_2d{.name = "DEPTHWISE_CONV_2D", .code = 4, .options = 2};

}  // namespace ponte::tflite

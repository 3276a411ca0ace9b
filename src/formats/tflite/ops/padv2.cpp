#include "formats/tflite/tflite_op.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_padv2{.name = "PADV2", .code = 60, .options = 43};

}  // namespace ponte::tflite

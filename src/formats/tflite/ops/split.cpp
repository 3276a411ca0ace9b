#include "formats/tflite/tflite_op.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_split{.name = "SPLIT", .code = 49, .options = 35};

}  // namespace ponte::tflite

#include "formats/tflite/simple_ops.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_floor_mod{.name = "FLOOR_MOD", .code = 95, .options = 72, .ir = "mod", .write = write_elementwise};

}  // namespace ponte::tflite

#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_sin {

constinit extern const TfOp op_sin{.name = "Sin", .ir = "sin", .write = write_plain, .output = "y"};

}  // namespace ponte::saved_model::ops_sin

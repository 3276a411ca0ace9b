#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_cos {

constinit extern const TfOp op_cos{.name = "Cos", .ir = "cos", .write = write_plain, .output = "y"};

}  // namespace ponte::saved_model::ops_cos

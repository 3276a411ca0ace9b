#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_tan {

constinit extern const TfOp op_tan{.name = "Tan", .ir = "tan", .write = write_plain, .output = "y"};

}  // namespace ponte::saved_model::ops_tan

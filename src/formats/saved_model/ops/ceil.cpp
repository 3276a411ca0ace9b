#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_ceil {

constinit extern const TfOp op_ceil{.name = "Ceil", .ir = "ceil", .write = write_plain, .output = "y"};

}  // namespace ponte::saved_model::ops_ceil

#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_greater_equal {

constinit extern const TfOp op_greater_equal{
    .name = "GreaterEqual", .ir = "greater_equal", .write = write_plain, .output = "z"};

}  // namespace ponte::saved_model::ops_greater_equal

#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_reciprocal {

constinit extern const TfOp op_reciprocal{
    .name = "Reciprocal", .ir = "reciprocal", .write = write_plain, .output = "y"};

}  // namespace ponte::saved_model::ops_reciprocal

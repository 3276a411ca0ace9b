#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_ones_like {

constinit extern const TfOp op_ones_like{.name = "OnesLike", .ir = "ones_like", .write = write_plain, .output = "y"};

}  // namespace ponte::saved_model::ops_ones_like

#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_sub {

constinit extern const TfOp op_sub{.name = "Sub", .ir = "sub", .write = write_folded, .output = "z"};

}  // namespace ponte::saved_model::ops_sub

#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_arg_max {

constinit extern const TfOp op_arg_max{.name = "ArgMax", .ir = "argmax", .write = write_arg_reduction};

}  // namespace ponte::saved_model::ops_arg_max

#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_arg_min {

constinit extern const TfOp op_arg_min{.name = "ArgMin", .ir = "argmin", .write = write_arg_reduction};

}  // namespace ponte::saved_model::ops_arg_min

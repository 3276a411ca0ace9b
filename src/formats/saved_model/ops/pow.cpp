#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_pow {

constinit extern const TfOp op_pow{.name = "Pow", .ir = "pow", .write = write_folded, .output = "z"};

}  // namespace ponte::saved_model::ops_pow

#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_mul {

constinit extern const TfOp op_mul{.name = "Mul", .ir = "mul", .write = write_folded, .output = "z"};

}  // namespace ponte::saved_model::ops_mul

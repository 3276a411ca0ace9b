#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_neg {

constinit extern const TfOp op_neg{.name = "Neg", .ir = "neg", .write = write_plain, .output = "y"};

}  // namespace ponte::saved_model::ops_neg

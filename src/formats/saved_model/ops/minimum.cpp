#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_minimum {

constinit extern const TfOp op_minimum{.name = "Minimum", .ir = "min", .write = write_folded, .output = "z"};

}  // namespace ponte::saved_model::ops_minimum

#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_equal {

constinit extern const TfOp op_equal{.name = "Equal", .ir = "equal", .write = write_plain, .output = "z"};

}  // namespace ponte::saved_model::ops_equal

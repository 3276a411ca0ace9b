#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_less_equal {

constinit extern const TfOp op_less_equal{.name = "LessEqual", .ir = "less_equal", .write = write_plain, .output = "z"};

}  // namespace ponte::saved_model::ops_less_equal

#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_not_equal {

constinit extern const TfOp op_not_equal{.name = "NotEqual", .ir = "xor", .write = write_plain, .output = "z"};

}  // namespace ponte::saved_model::ops_not_equal

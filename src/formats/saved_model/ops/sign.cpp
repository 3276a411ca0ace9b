#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_sign {

constinit extern const TfOp op_sign{.name = "Sign", .ir = "sign", .write = write_plain, .output = "y"};

}  // namespace ponte::saved_model::ops_sign

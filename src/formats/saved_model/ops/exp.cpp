#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_exp {

constinit extern const TfOp op_exp{.name = "Exp", .ir = "exp", .write = write_plain, .output = "y"};

}  // namespace ponte::saved_model::ops_exp

#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_tanh {

constinit extern const TfOp op_tanh{.name = "Tanh", .ir = "tanh", .write = write_plain, .output = "y"};

}  // namespace ponte::saved_model::ops_tanh

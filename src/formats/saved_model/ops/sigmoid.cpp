#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_sigmoid {

constinit extern const TfOp op_sigmoid{.name = "Sigmoid", .ir = "sigmoid", .write = write_plain, .output = "y"};

}  // namespace ponte::saved_model::ops_sigmoid

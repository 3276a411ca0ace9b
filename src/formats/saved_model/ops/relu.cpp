#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_relu {

constinit extern const TfOp op_relu{.name = "Relu", .ir = "relu", .write = write_plain, .output = "activations"};

}  // namespace ponte::saved_model::ops_relu

#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_softplus {

constinit extern const TfOp op_softplus{
    .name = "Softplus", .ir = "softplus", .write = write_plain, .output = "activations"};

}  // namespace ponte::saved_model::ops_softplus

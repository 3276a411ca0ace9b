#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_maximum {

constinit extern const TfOp op_maximum{.name = "Maximum", .ir = "max", .write = write_folded, .output = "z"};

}  // namespace ponte::saved_model::ops_maximum

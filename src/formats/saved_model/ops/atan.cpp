#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_atan {

constinit extern const TfOp op_atan{.name = "Atan", .ir = "atan", .write = write_plain, .output = "y"};

}  // namespace ponte::saved_model::ops_atan

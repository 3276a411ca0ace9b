#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_floor {

constinit extern const TfOp op_floor{.name = "Floor", .ir = "floor", .write = write_plain, .output = "y"};

}  // namespace ponte::saved_model::ops_floor

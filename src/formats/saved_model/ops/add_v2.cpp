#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_add_v2 {

constinit extern const TfOp op_add_v2{.name = "AddV2", .ir = "add", .write = write_folded, .output = "z"};

}  // namespace ponte::saved_model::ops_add_v2

#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_identity {

constinit extern const TfOp op_identity{.name = "Identity", .ir = "identity", .write = write_plain};

}  // namespace ponte::saved_model::ops_identity

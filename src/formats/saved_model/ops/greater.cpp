#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_greater {

constinit extern const TfOp op_greater{.name = "Greater", .ir = "greater", .write = write_plain, .output = "z"};

}  // namespace ponte::saved_model::ops_greater

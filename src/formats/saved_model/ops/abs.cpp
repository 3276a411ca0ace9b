#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_abs {

constinit extern const TfOp op_abs{.name = "Abs", .ir = "abs", .write = write_plain, .output = "y"};

}  // namespace ponte::saved_model::ops_abs

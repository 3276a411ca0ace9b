#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_less {

constinit extern const TfOp op_less{.name = "Less", .ir = "less", .write = write_plain, .output = "z"};

}  // namespace ponte::saved_model::ops_less

#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_sqrt {

constinit extern const TfOp op_sqrt{.name = "Sqrt", .ir = "sqrt", .write = write_plain, .output = "y"};

}  // namespace ponte::saved_model::ops_sqrt

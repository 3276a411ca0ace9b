#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_erf {

constinit extern const TfOp op_erf{.name = "Erf", .ir = "erf", .write = write_plain, .output = "y"};

}  // namespace ponte::saved_model::ops_erf

#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_sum {

constinit extern const TfOp op_sum{.name = "Sum", .ir = "reduce_sum", .write = write_reduction};

}  // namespace ponte::saved_model::ops_sum

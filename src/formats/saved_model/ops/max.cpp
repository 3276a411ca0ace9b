#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_max {

constinit extern const TfOp op_max{.name = "Max", .ir = "reduce_max", .write = write_reduction};

}  // namespace ponte::saved_model::ops_max

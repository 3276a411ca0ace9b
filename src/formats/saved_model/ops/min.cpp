#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_min {

constinit extern const TfOp op_min{.name = "Min", .ir = "reduce_min", .write = write_reduction};

}  // namespace ponte::saved_model::ops_min

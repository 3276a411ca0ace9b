#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_prod {

constinit extern const TfOp op_prod{.name = "Prod", .ir = "reduce_prod", .write = write_reduction};

}  // namespace ponte::saved_model::ops_prod

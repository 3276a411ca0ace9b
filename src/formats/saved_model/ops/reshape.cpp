#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model {

constinit extern const TfOp op_reshape{.name = "Reshape", .ir = "reshape flatten squeeze unsqueeze", .write = write_reshape};

}  // namespace ponte::saved_model

#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_log {

constinit extern const TfOp op_log{.name = "Log", .ir = "log", .write = write_plain, .output = "y"};

}  // namespace ponte::saved_model::ops_log

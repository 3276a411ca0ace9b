#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_round {

constinit extern const TfOp op_round{.name = "Round", .ir = "round", .write = write_plain, .output = "y"};

}  // namespace ponte::saved_model::ops_round

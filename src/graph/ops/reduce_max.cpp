#include "graph/infer_reduce.h"

namespace ponte {

constinit extern const OpInfo op_reduce_max{
    .name = "reduce_max", .arity = {1, 1}, .attrs = kReduceAttrs, .infer = infer_reduce};

}  // namespace ponte

#include "graph/infer_reduce.h"

namespace ponte {

constinit extern const OpInfo op_reduce_sum{
    .name = "reduce_sum", .arity = {1, 1}, .attrs = kReduceAttrs, .infer = infer_reduce};

}  // namespace ponte

#include "graph/infer_reduce.h"

namespace ponte {

constinit extern const OpInfo op_reduce_sum_square{
    .name = "reduce_sum_square", .arity = {1, 1}, .attrs = kReduceAttrs, .infer = infer_reduce};

}  // namespace ponte

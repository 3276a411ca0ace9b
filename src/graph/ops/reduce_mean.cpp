#include "graph/infer_reduce.h"

namespace ponte {

constinit extern const OpInfo op_reduce_mean{
    .name = "reduce_mean", .arity = {1, 1}, .attrs = kReduceAttrs, .infer = infer_reduce};

}  // namespace ponte

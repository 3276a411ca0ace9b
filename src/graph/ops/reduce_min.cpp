#include "graph/infer_reduce.h"

namespace ponte {

constinit extern const OpInfo op_reduce_min{
    .name = "reduce_min", .arity = {1, 1}, .attrs = kReduceAttrs, .infer = infer_reduce};

}  // namespace ponte

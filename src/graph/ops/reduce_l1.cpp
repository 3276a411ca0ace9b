#include "graph/infer_reduce.h"

namespace ponte {

constinit extern const OpInfo op_reduce_l1{
    .name = "reduce_l1", .arity = {1, 1}, .attrs = kReduceAttrs, .infer = infer_reduce};

}  // namespace ponte

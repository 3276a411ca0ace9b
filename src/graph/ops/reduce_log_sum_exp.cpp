#include "graph/infer_reduce.h"

namespace ponte {

constinit extern const OpInfo op_reduce_log_sum_exp{
    .name = "reduce_log_sum_exp", .arity = {1, 1}, .attrs = kReduceAttrs, .infer = infer_reduce};

}  // namespace ponte

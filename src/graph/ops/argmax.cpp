#include "graph/infer_reduce.h"

namespace ponte {

constinit extern const OpInfo op_argmax{
    .name = "argmax", .arity = {1, 1}, .attrs = kArgReduceAttrs, .infer = infer_arg_reduce};

}  // namespace ponte

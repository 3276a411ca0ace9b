#include "graph/infer/infer_window.h"

namespace ponte::graph::ops_global_max_pool {

constinit extern const OpInfo op_global_max_pool{
    .name = "global_max_pool", .arity = {1, 1}, .attrs = kGlobalPoolAttrs, .infer = infer_global_pool};

}  // namespace ponte::graph::ops_global_max_pool

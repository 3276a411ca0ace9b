#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_less_equal {

namespace {

double on_floats(double x, double y) { return x <= y ? 1 : 0; }

Result<int64_t> on_integers(int64_t x, int64_t y) { return x <= y; }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_comparison(context, {on_floats, on_integers}); }

}  // namespace

constinit extern const OpInfo op_less_equal{
    .name = "less_equal", .arity = {2, 2}, .attrs = {}, .infer = infer_comparison, .evaluate = evaluate};

}  // namespace ponte::graph::ops_less_equal

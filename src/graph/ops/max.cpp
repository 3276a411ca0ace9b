#include <algorithm>
#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_max {

namespace {

double max_of(double x, double y) { return std::isnan(x) || x > y ? x : y; }

Result<int64_t> max_of_integers(int64_t x, int64_t y) { return std::max(x, y); }

Dim follow(const Dim& x, const Dim& y) { return x == y ? x : follow_known(x, y, max_of_integers); }

Result<Facts> infer(const OpContext& context) { return infer_arithmetic(context, follow); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_arithmetic(context, {max_of, max_of_integers}); }

}  // namespace

constinit extern const OpInfo op_max{.name = "max", .arity = {2, 2}, .attrs = {}, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_max

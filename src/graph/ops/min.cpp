#include <algorithm>
#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_min {

namespace {

double min_of(double x, double y) { return std::isnan(x) || x < y ? x : y; }

Result<int64_t> min_of_integers(int64_t x, int64_t y) { return std::min(x, y); }

Dim follow(const Dim& x, const Dim& y) { return x == y ? x : follow_known(x, y, min_of_integers); }

Result<Facts> infer(const OpContext& context) { return infer_arithmetic(context, follow); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_arithmetic(context, {min_of, min_of_integers}); }

}  // namespace

constinit extern const OpInfo op_min{.name = "min", .arity = {2, 2}, .attrs = {}, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_min

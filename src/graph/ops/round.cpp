#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_round {

namespace {

// Halves go to the even neighbour.
double round_of(double x) { return std::nearbyint(x); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_unary(context, round_of); }

}  // namespace

constinit extern const OpInfo op_round{
    .name = "round", .arity = {1, 1}, .attrs = {}, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_round

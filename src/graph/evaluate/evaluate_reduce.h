#pragma once
// Evaluators of reductions.

#include "graph/evaluate/evaluate.h"
#include "graph/infer/infer_reduce.h"

namespace ponte::graph {

/// How a reduction takes in one element after another.
struct Reduction {
  double first;  // the total before any element
  double (*add)(double total, double element);
  double (*finish)(double total, double count) = nullptr;
};
/// The same on integers.
struct IntegerReduction {
  int64_t first;
  Result<int64_t> (*add)(int64_t total, int64_t element);
  Result<int64_t> (*finish)(int64_t total, int64_t count) = nullptr;
};

/// Input 0 along its reduced axes. A reduction of nothing is refused.
Result<Tensors> evaluate_reduce(const OpContext& context, const Reduction& on_floats,
                                const IntegerReduction* on_integers = nullptr);
/// argmax, argmin: the index of the largest or smallest element; the first of equals, or the last.
Result<Tensors> evaluate_arg_reduce(const OpContext& context, bool largest);

}  // namespace ponte::graph

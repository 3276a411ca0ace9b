#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_equal {

namespace {

double on_floats(double x, double y) { return x == y ? 1 : 0; }

Result<int64_t> on_integers(int64_t x, int64_t y) { return x == y; }

// The size of a named dimension is never negative; shape arithmetic asks whether it is -1.
Dim follow(const Dim& x, const Dim& y) {
  if (x.known() && y.known()) return Dim(x.size == y.size);
  if (!x.symbol.empty() && x == y) return Dim(1);
  bool never = (!x.symbol.empty() && y.known() && y.size < 0) || (!y.symbol.empty() && x.known() && x.size < 0);
  return never ? Dim(0) : Dim{};
}

Result<Facts> infer(const OpContext& context) {
  TRY_ASSIGN(Facts facts, infer_comparison(context));
  return one_fact(DType::boolean, std::move(facts[0].shape), combine_ints(context, follow));
}

Result<Tensors> evaluate(const OpContext& context) { return evaluate_comparison(context, {on_floats, on_integers}); }

}  // namespace

constinit extern const OpInfo op_equal{
    .name = "equal", .arity = {2, 2}, .attrs = {}, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_equal

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_trilu {

namespace {

constexpr AttrSpec kAttrs[] = {{"upper", AttrType::boolean, 1}};

Result<Facts> infer(const OpContext& context) {
  if (context.shape(0).size() < 2) return corrupt("[{}] has no triangle", shape_text(context.shape(0)));
  return infer_same(context);
}

// Element (row, column) stays when column - row >= k, or <= k for the lower triangle.
Result<Tensors> evaluate(const OpContext& context) {
  const Tensor& input = *context.constant(0);
  TRY(infer(context));
  TRY(evaluated_count(input.dims()));
  bool upper = context.attrs.boolean("upper");
  int64_t k = 0;
  if (context.has_input(1)) {
    if (context.constant(1)->count() != 1) return corrupt("k has {} elements", context.constant(1)->count());
    k = context.constant(1)->to_ints()[0];
  }
  int64_t columns = input.dims().back(), rows = input.dims()[input.dims().size() - 2];
  return in_numbers(input, [&]<class T>() -> Result<Tensors> {
    std::vector<T> values = numbers<T>(input);
    for (size_t i = 0; i < values.size(); ++i) {
      int64_t place = static_cast<int64_t>(i);
      int64_t diagonal = place % columns - place / columns % rows;
      if (upper ? diagonal < k : diagonal > k) values[i] = 0;
    }
    return Tensors{tensor_of(std::move(values), input.dtype(), input.dims())};
  });
}

}  // namespace

constinit extern const OpInfo op_trilu{
    .name = "trilu", .arity = {1, 2}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_trilu

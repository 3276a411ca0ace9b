#include "graph/evaluate/evaluate_scatter.h"

namespace ponte::graph::ops_scatter_nd {

namespace {

constexpr AttrSpec kAttrs[] = {{"reduction", AttrType::text, std::nullopt, "none"}};

// The updates are [indices without the last axis, x without as many axes as that is long].
Result<Facts> infer(const OpContext& context) {
  const Shape &x = context.shape(0), &indices = context.shape(1), &updates = context.shape(2);
  if (context.dtype(0) != context.dtype(2))
    return corrupt("the updates of {} are {}", dtype_name(context.dtype(0)), dtype_name(context.dtype(2)));
  if (indices.empty()) return corrupt("the indices are a single number");
  if (!indices.back().known()) return infer_same(context);
  int64_t depth = indices.back().size;
  if (depth < 1 || depth > static_cast<int64_t>(x.size()))
    return corrupt("indices of {} numbers do not fit [{}]", depth, shape_text(x));
  Shape expected(indices.begin(), indices.end() - 1);
  expected.insert(expected.end(), x.begin() + depth, x.end());
  bool fits = expected.size() == updates.size();
  for (size_t i = 0; fits && i < expected.size(); ++i) fits = merge_dims(expected[i], updates[i]).has_value();
  if (!fits) return corrupt("the updates are [{}], not [{}]", shape_text(updates), shape_text(expected));
  return infer_same(context);
}

Result<Tensors> evaluate(const OpContext& context) {
  const Tensor &input = *context.constant(0), &indices = *context.constant(1);
  TRY(infer(context));
  TRY(evaluated_count(input.dims()));
  TRY_ASSIGN(Dims starts, indexed_offsets(indices, input.dims(), 0));
  int64_t run = 1;
  for (size_t i = static_cast<size_t>(indices.dims().back()); i < input.dims().size(); ++i) run *= input.dims()[i];
  return scatter(context, [&](int64_t i) { return starts[static_cast<size_t>(i / run)] + i % run; });
}

}  // namespace

constinit extern const OpInfo op_scatter_nd{
    .name = "scatter_nd", .arity = {3, 3}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_scatter_nd

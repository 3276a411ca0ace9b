#include "graph/evaluate/evaluate_scatter.h"

namespace ponte::graph::ops_gather_nd {

namespace {

constexpr AttrSpec kAttrs[] = {{"batch_dims", AttrType::integer, 0}};

Result<Facts> infer(const OpContext& context) {
  const Shape &x = context.shape(0), &indices = context.shape(1);
  int64_t batch = context.attrs.integer("batch_dims");
  int64_t rank = static_cast<int64_t>(x.size());
  if (batch < 0 || batch >= std::min(rank, static_cast<int64_t>(indices.size())))
    return corrupt("{} batch axes do not fit [{}] and [{}]", batch, shape_text(x), shape_text(indices));
  if (!indices.back().known()) return unsupported("the number of dimensions of the result is not known");
  int64_t depth = indices.back().size;
  if (depth < 1 || depth > rank - batch)
    return corrupt("indices of {} numbers do not fit [{}] after {} batch axes", depth, shape_text(x), batch);
  Shape shape(indices.begin(), indices.end() - 1);
  shape.insert(shape.end(), x.begin() + batch + depth, x.end());
  return one_fact(context.dtype(0), std::move(shape));
}

Result<Tensors> evaluate(const OpContext& context) {
  const Tensor &input = *context.constant(0), &indices = *context.constant(1);
  TRY_ASSIGN(Dims dims, evaluated_dims(infer(context)));
  size_t batch = static_cast<size_t>(context.attrs.integer("batch_dims"));
  for (size_t i = 0; i < batch; ++i)
    if (indices.dims()[i] != input.dims()[i])
      return corrupt("indices [{}] and [{}] differ in batch axis {}", dims_text(indices.dims()),
                     dims_text(input.dims()), i);
  TRY_ASSIGN(Dims starts, indexed_offsets(indices, input.dims(), batch));
  int64_t run = 1;
  for (size_t i = batch + static_cast<size_t>(indices.dims().back()); i < input.dims().size(); ++i)
    run *= input.dims()[i];
  auto source = [&](int64_t i) { return starts[static_cast<size_t>(i / run)] + i % run; };
  return Tensors{take(input, std::move(dims), source)};
}

}  // namespace

constinit extern const OpInfo op_gather_nd{
    .name = "gather_nd", .arity = {2, 2}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_gather_nd

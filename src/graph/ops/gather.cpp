#include "graph/evaluate/evaluate_move.h"

namespace ponte::graph::ops_gather {

namespace {

constexpr AttrSpec kAttrs[] = {{"axis", AttrType::integer, 0}};

Result<Ints> follow(const OpContext& context) {
  auto elements = context.ints(0);
  auto indices = context.known_ints(1);
  if (!elements || !indices || context.shape(0).size() != 1) return Ints{};
  std::vector<Dim> result;
  for (int64_t index : *indices) {
    TRY_ASSIGN(int64_t at, normalize_index(index, static_cast<int64_t>(elements->size())));
    result.push_back((*elements)[static_cast<size_t>(at)]);
  }
  return Ints(std::move(result));
}

Result<Facts> infer(const OpContext& context) {
  const Shape &x = context.shape(0), &indices = context.shape(1);
  TRY_ASSIGN(size_t axis, checked_axis(context.attrs.integer("axis"), x.size()));
  Shape shape(x.begin(), x.begin() + static_cast<ptrdiff_t>(axis));
  shape.insert(shape.end(), indices.begin(), indices.end());
  shape.insert(shape.end(), x.begin() + static_cast<ptrdiff_t>(axis) + 1, x.end());
  TRY_ASSIGN(Ints elements, follow(context));
  return one_fact(context.dtype(0), std::move(shape), std::move(elements));
}

Result<Tensors> evaluate(const OpContext& context) {
  const Tensor& input = *context.constant(0);
  TRY_ASSIGN(Dims dims, evaluated_dims(infer(context)));
  AxisView view(input.dims(), static_cast<size_t>(context.attrs.integer("axis")));
  Dims indices = context.constant(1)->to_ints();
  for (int64_t& index : indices) {
    TRY_ASSIGN(index, normalize_index(index, view.length));
  }
  int64_t rows = static_cast<int64_t>(indices.size());
  auto source = [&](int64_t i) {
    int64_t row = i / view.inner;
    return view.at(row / rows, indices[static_cast<size_t>(row % rows)], i % view.inner);
  };
  return Tensors{take(input, std::move(dims), source)};
}

}  // namespace

constinit extern const OpInfo op_gather{
    .name = "gather", .arity = {2, 2}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_gather

#include <algorithm>
#include <numeric>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_topk {

namespace {

constexpr AttrSpec kAttrs[] = {
    {"axis", AttrType::integer}, {"largest", AttrType::boolean, 1}, {"sorted", AttrType::boolean, 1}};

Result<Facts> infer(const OpContext& context) {
  Shape shape = context.shape(0);
  TRY_ASSIGN(size_t axis, checked_axis(context.attrs.integer("axis"), shape.size()));
  auto k = context.ints(1);
  if (k && k->size() != 1) return corrupt("k has {} elements, it should be one number", k->size());
  Dim count = k ? (*k)[0] : Dim{};
  if (count.known() && (count.size < 0 || (shape[axis].known() && count.size > shape[axis].size)))
    return corrupt("the first {} of [{}] along axis {} are wanted", count.size, shape_text(shape), axis);
  shape[axis] = std::move(count);
  return Facts{make_fact(context.dtype(0), shape), make_fact(DType::i64, shape)};
}

// The order of a line's places by value; equal ones keep their order.
template <class T>
std::vector<size_t> rank_indices(const std::vector<T>& values, size_t first, size_t step, size_t length, bool largest) {
  std::vector<size_t> order(length);
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    T x = values[first + a * step], y = values[first + b * step];
    return largest ? x > y : x < y;
  });
  return order;
}

Result<Tensors> evaluate(const OpContext& context) {
  const Tensor& input = *context.constant(0);
  TRY_ASSIGN(Dims dims, evaluated_dims(infer(context)));
  TRY(evaluated_count(input.dims()));
  size_t axis = static_cast<size_t>(context.attrs.integer("axis"));
  AxisView from(input.dims(), axis), to(dims, axis);
  bool largest = context.attrs.boolean("largest");
  return in_numbers(input, [&]<class T>() -> Result<Tensors> {
    std::vector<T> values = numbers<T>(input), kept(static_cast<size_t>(*element_count(dims)));
    Dims indices(kept.size());
    size_t line = 0;
    from.each_line([&](size_t first, size_t step) {
      auto order = rank_indices(values, first, step, static_cast<size_t>(from.length), largest);
      size_t target = line / step * static_cast<size_t>(to.length) * step + line % step;
      for (size_t k = 0; k < static_cast<size_t>(to.length); ++k) {
        kept[target + k * step] = values[first + order[k] * step];
        indices[target + k * step] = static_cast<int64_t>(order[k]);
      }
      ++line;
    });
    return Tensors{tensor_of(std::move(kept), input.dtype(), dims), Tensor::of<int64_t>(std::move(indices), dims)};
  });
}

}  // namespace

constinit extern const OpInfo op_topk{
    .name = "topk", .arity = {2, 2, 1, 2}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_topk

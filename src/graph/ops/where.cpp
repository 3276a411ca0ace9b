#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_where {

namespace {

Dim chosen(const Dim& condition, const Dim& a, const Dim& b) {
  if (condition.known()) return condition.size != 0 ? a : b;
  return a == b ? a : Dim{};
}

// Elements of the result where the three inputs are vectors of one length or single elements.
Ints follow(const OpContext& context) {
  Ints inputs[3] = {context.ints(0), context.ints(1), context.ints(2)};
  size_t count = 1;
  for (const Ints& input : inputs) {
    if (!input) return std::nullopt;
    if (input->size() != 1) count = input->size();
  }
  std::vector<Dim> result;
  for (size_t i = 0; i < count; ++i) {
    const Dim* at[3];
    for (size_t k = 0; k < 3; ++k) {
      if (inputs[k]->size() != 1 && inputs[k]->size() != count) return std::nullopt;
      at[k] = &(*inputs[k])[inputs[k]->size() == 1 ? 0 : i];
    }
    result.push_back(chosen(*at[0], *at[1], *at[2]));
  }
  return result;
}

Result<Facts> infer(const OpContext& context) {
  if (context.dtype(0) != DType::boolean) return corrupt("the condition is {}, not bool", dtype_name(context.dtype(0)));
  TRY_ASSIGN(DType dtype, common_dtype(context, 1));
  TRY_ASSIGN(Shape shape, broadcast(context.shape(1), context.shape(2)));
  TRY_ASSIGN(shape, broadcast(context.shape(0), shape));
  return one_fact(dtype, std::move(shape), is_float(dtype) ? std::nullopt : follow(context));
}

template <class T>
Tensor choose(const OpContext& context, const Dims& dims) {
  Dims condition = context.constant(0)->to_ints();
  std::vector<T> a = numbers<T>(*context.constant(1)), b = numbers<T>(*context.constant(2));
  auto walk = [&](size_t input) {
    return StridedIndex(dims, broadcast_strides(context.constant(input)->dims(), dims));
  };
  StridedIndex on_condition = walk(0), on_a = walk(1), on_b = walk(2);
  std::vector<T> result(static_cast<size_t>(*element_count(dims)));
  for (T& value : result) {
    size_t from_a = static_cast<size_t>(on_a.next()), from_b = static_cast<size_t>(on_b.next());
    value = condition[static_cast<size_t>(on_condition.next())] != 0 ? a[from_a] : b[from_b];
  }
  return tensor_of(std::move(result), context.dtype(1), dims);
}

Result<Tensors> evaluate(const OpContext& context) {
  TRY_ASSIGN(Dims dims, evaluated_dims(infer(context)));
  return Tensors{is_float(context.dtype(1)) ? choose<double>(context, dims) : choose<int64_t>(context, dims)};
}

}  // namespace

constinit extern const OpInfo op_where{
    .name = "where", .arity = {3, 3}, .attrs = {}, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_where

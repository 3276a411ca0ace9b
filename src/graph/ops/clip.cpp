#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_clip {

namespace {

Result<Facts> infer(const OpContext& context) {
  TRY(common_dtype(context));
  for (size_t i = 1; i < context.input_count(); ++i)
    if (context.has_input(i) && saturating_count(context.shape(i)) > 1)
      return corrupt("the limit has the shape [{}], it should be one number", shape_text(context.shape(i)));
  return infer_same(context);
}

template <class T>
Result<Tensors> clip(const OpContext& context) {
  std::vector<T> values = numbers<T>(*context.constant(0));
  if (context.has_input(1)) {
    T least = numbers<T>(*context.constant(1))[0];
    for (T& value : values) value = value < least ? least : value;
  }
  if (context.has_input(2)) {
    T most = numbers<T>(*context.constant(2))[0];
    for (T& value : values) value = value > most ? most : value;
  }
  return Tensors{tensor_of(std::move(values), context.dtype(0), context.constant(0)->dims())};
}

Result<Tensors> evaluate(const OpContext& context) {
  TRY(evaluated_count(context.constant(0)->dims()));
  for (size_t i = 1; i < context.input_count(); ++i)
    if (context.has_input(i) && context.constant(i)->count() != 1) return corrupt("a limit is no single number");
  return in_numbers(*context.constant(0), [&]<class T>() { return clip<T>(context); });
}

}  // namespace

constinit extern const OpInfo op_clip{
    .name = "clip", .arity = {1, 3}, .attrs = {}, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_clip

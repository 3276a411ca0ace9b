#include "graph/evaluate/evaluate_move.h"

namespace ponte::graph::ops_concat {

namespace {

constexpr AttrSpec kAttrs[] = {{"axis", AttrType::integer}};

// Parts of unknown elements still count.
Ints follow(const OpContext& context) {
  std::vector<Dim> joined;
  for (size_t i = 0; i < context.input_count(); ++i) {
    const Dim& length = context.shape(i)[0];
    if (!length.known() || joined.size() + static_cast<size_t>(length.size) > kMaxFollowedInts) return std::nullopt;
    auto part = context.ints(i).value_or(std::vector<Dim>(static_cast<size_t>(length.size)));
    joined.insert(joined.end(), part.begin(), part.end());
  }
  return joined;
}

Result<Facts> infer(const OpContext& context) {
  TRY_ASSIGN(DType dtype, common_dtype(context));
  Shape shape = context.shape(0);
  TRY_ASSIGN(size_t axis, checked_axis(context.attrs.integer("axis"), shape.size()));
  for (size_t i = 1; i < context.input_count(); ++i) {
    const Shape& part = context.shape(i);
    TRY(check_rank(context, i, shape.size()));
    for (size_t k = 0; k < shape.size(); ++k) {
      if (k == axis) continue;
      auto merged = merge_dims(shape[k], part[k]);
      if (!merged) return corrupt("[{}] and [{}] do not join along axis {}", shape_text(shape), shape_text(part), axis);
      shape[k] = std::move(*merged);
    }
    if (shape[axis].known() && part[axis].known()) {
      TRY_ASSIGN(shape[axis].size, checked_add(shape[axis].size, part[axis].size));
    } else {
      shape[axis] = Dim{};
    }
  }
  bool follows = shape.size() == 1 && !is_float(dtype);
  return one_fact(dtype, std::move(shape), follows ? follow(context) : std::nullopt);
}

Result<Tensors> evaluate(const OpContext& context) {
  TRY_ASSIGN(Dims dims, evaluated_dims(infer(context)));
  Tensors parts;
  for (size_t i = 0; i < context.input_count(); ++i) parts.push_back(*context.constant(i));
  return Tensors{join(parts, std::move(dims), static_cast<size_t>(context.attrs.integer("axis")))};
}

}  // namespace

constinit extern const OpInfo op_concat{
    .name = "concat", .arity = {1, Arity::kMany}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_concat

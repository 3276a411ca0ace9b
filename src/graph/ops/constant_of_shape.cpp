#include <cmath>

#include "graph/evaluate/evaluate_move.h"

namespace ponte::graph::ops_constant_of_shape {

namespace {

constexpr AttrSpec kAttrs[] = {{"value", AttrType::number, 0}, {"to", AttrType::dtype, std::nullopt, "f32"}};

Result<Facts> infer(const OpContext& context) {
  TRY_ASSIGN(Shape shape, shape_from_input(context, 0));
  DType to = context.attrs.dtype("to");
  double value = context.attrs.number("value");
  auto dims = known_dims(shape);
  if (is_float(to) || !dims || !(std::abs(value) < 0x1p53)) return one_fact(to, std::move(shape));
  TRY_ASSIGN(int64_t count, element_count(*dims));
  if (count > static_cast<int64_t>(kMaxFollowedInts)) return one_fact(to, std::move(shape));
  std::vector<Dim> elements(static_cast<size_t>(count), Dim(static_cast<int64_t>(value)));
  return one_fact(to, std::move(shape), std::move(elements));
}

Result<Tensors> evaluate(const OpContext& context) {
  TRY_ASSIGN(Dims dims, evaluated_dims(infer(context)));
  const double value[] = {context.attrs.number("value")};
  Tensor one = tensor_from_doubles(value, context.attrs.dtype("to"), {});
  Dims nowhere(dims.size(), 0);
  return Tensors{take_strided(one, std::move(dims), std::move(nowhere))};
}

}  // namespace

constinit extern const OpInfo op_constant_of_shape{
    .name = "constant_of_shape", .arity = {1, 1}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_constant_of_shape

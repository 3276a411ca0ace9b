#include <algorithm>

#include "graph/infer/infer.h"

namespace ponte::graph::ops_shape {

namespace {

// An end past the last axis is the last axis.
constexpr AttrSpec kAttrs[] = {{"start", AttrType::integer, 0}, {"end", AttrType::integer, 2147483647}};

Shape wanted_dims(const OpContext& context) {
  const Shape& shape = context.shape(0);
  int64_t rank = static_cast<int64_t>(shape.size());
  int64_t start = std::clamp<int64_t>(context.attrs.integer("start"), 0, rank);
  int64_t end = std::clamp<int64_t>(context.attrs.integer("end"), start, rank);
  return Shape(shape.begin() + start, shape.begin() + end);
}

Result<Facts> infer(const OpContext& context) {
  Shape elements = wanted_dims(context);
  Dim length(static_cast<int64_t>(elements.size()));
  return one_fact(DType::i64, {length}, std::move(elements));
}

Result<Tensors> evaluate(const OpContext& context) { return Tensors{Tensor::ints(*known_dims(wanted_dims(context)))}; }

}  // namespace

constinit extern const OpInfo op_shape{
    .name = "shape", .arity = {1, 1}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_shape

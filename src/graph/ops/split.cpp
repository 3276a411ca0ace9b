#include "graph/evaluate/evaluate_move.h"

namespace ponte::graph::ops_split {

namespace {

constexpr AttrSpec kAttrs[] = {{"axis", AttrType::integer}, {"sizes", AttrType::integers}};

Ints part_of(const Ints& elements, int64_t begin, int64_t size) {
  if (!elements || begin + size > static_cast<int64_t>(elements->size())) return std::nullopt;
  return std::vector<Dim>(elements->begin() + begin, elements->begin() + begin + size);
}

Result<Facts> infer(const OpContext& context) {
  const Shape& shape = context.shape(0);
  TRY_ASSIGN(size_t axis, checked_axis(context.attrs.integer("axis"), shape.size()));
  const Dims& sizes = context.attrs.integers("sizes");
  if (sizes.size() != context.output_count())
    return corrupt("{} sizes are given for {} parts", sizes.size(), context.output_count());
  Ints elements = shape.size() == 1 ? context.ints(0) : std::nullopt;
  int64_t total = 0;
  Facts facts;
  for (int64_t size : sizes) {
    if (size < 0) return corrupt("a part of size {} is asked for", size);
    Shape part = shape;
    part[axis] = Dim(size);
    facts.push_back(make_fact(context.dtype(0), std::move(part), part_of(elements, total, size)));
    TRY_ASSIGN(total, checked_add(total, size));
  }
  if (shape[axis].known() && shape[axis].size != total)
    return corrupt("parts of [{}] are wanted along axis {} of [{}]", dims_text(sizes), axis, shape_text(shape));
  return facts;
}

Result<Tensors> evaluate(const OpContext& context) {
  const Tensor& input = *context.constant(0);
  TRY(infer(context));
  TRY(evaluated_count(input.dims()));
  int64_t begin = 0;
  Tensors parts;
  for (int64_t size : context.attrs.integers("sizes")) {
    parts.push_back(part(input, static_cast<size_t>(context.attrs.integer("axis")), begin, size));
    begin += size;
  }
  return parts;
}

}  // namespace

constinit extern const OpInfo op_split{
    .name = "split", .arity = {1, 1, 1, Arity::kMany}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_split

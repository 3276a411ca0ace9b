#include "graph/infer.h"

namespace ponte {

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

}  // namespace

constinit extern const OpInfo op_topk{.name = "topk", .arity = {2, 2, 1, 2}, .attrs = kAttrs, .infer = infer};

}  // namespace ponte

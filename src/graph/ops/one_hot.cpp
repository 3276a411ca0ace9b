#include "graph/infer.h"

namespace ponte {

namespace {

constexpr AttrSpec kAttrs[] = {{"axis", AttrType::integer}};

// `values` are off and on; the new axis counts in the result.
Result<Facts> infer(const OpContext& context) {
  Shape shape = context.shape(0);
  TRY_ASSIGN(size_t axis, checked_axis(context.attrs.integer("axis"), shape.size() + 1));
  auto depth = context.ints(1);
  if (depth && depth->size() != 1) return corrupt("the depth has {} elements, it should be one number", depth->size());
  shape.insert(shape.begin() + static_cast<ptrdiff_t>(axis), depth ? (*depth)[0] : Dim{});
  return one_fact(context.dtype(2), std::move(shape));
}

}  // namespace

constinit extern const OpInfo op_one_hot{.name = "one_hot", .arity = {3, 3}, .attrs = kAttrs, .infer = infer};

}  // namespace ponte

// Reductions along axes, which may fall away.

#include "graph/infer/infer_reduce.h"
#include "passes/layout/relayout.h"

namespace ponte::passes::layout_reduce {

namespace {

Result<> apply(Relayout& relayout, const Node& node) {
  TRY_ASSIGN(std::vector<bool> reduced, reduced_axes(relayout.old().context(node)));
  Dims order = relayout.order(node.inputs[0]), axes;
  for (size_t place = 0; place < order.size(); ++place)
    if (reduced[static_cast<size_t>(order[place])]) axes.push_back(static_cast<int64_t>(place));
  TRY_ASSIGN(ValueId input, relayout.in_order(node.inputs[0], order));
  Attrs attrs = node.attrs;
  attrs.set("axes", axes);
  Dims left = attrs.boolean("keep_dims") ? order : without_axes(order, reduced);
  return relayout.emit(node, {input}, std::move(attrs), {left});
}

}  // namespace

constinit extern const LayoutRule layout_reduce{
    "reduce_l1 reduce_l2 reduce_log_sum_exp reduce_max reduce_mean reduce_min reduce_prod reduce_sum reduce_sum_square",
    apply};

}  // namespace ponte::passes::layout_reduce

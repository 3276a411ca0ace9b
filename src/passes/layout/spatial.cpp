// Convolutions, pools, normalisations: what has the attribute `layout` gets the wanted one.

#include <algorithm>

#include "passes/layout/relayout.h"

namespace ponte::passes::layout_spatial {

namespace {

bool all_are(const Dims& list, int64_t number) {
  return std::all_of(list.begin(), list.end(), [number](int64_t entry) { return entry == number; });
}

/// A convolution that looks at one place at a time: its spatial axes may be in any order.
bool is_pointwise(const Relayout& relayout, const Node& node) {
  if (!node.is("conv")) return false;
  const Shape& weight = relayout.shape(node.inputs[1]);
  bool small = std::all_of(weight.begin() + 2, weight.end(), [](const Dim& dim) { return dim == Dim(1); });
  return small && all_are(node.attrs.integers("strides"), 1) && all_are(node.attrs.integers("pads"), 0);
}

bool has_channels_last(const Dims& order, Layout present) {
  int64_t channels = present == Layout::nchw ? 1 : static_cast<int64_t>(order.size()) - 1;
  return order.front() == 0 && order.back() == channels;
}

Result<> apply(Relayout& relayout, const Node& node) {
  size_t rank = relayout.rank(node.inputs[0]);
  TRY_ASSIGN(Layout present, layout_of(node.attrs));
  Dims order = present == relayout.layout() ? identity_order(rank) : layout_order(relayout.layout(), rank);
  const Dims& given = relayout.order(node.inputs[0]);
  if (relayout.layout() == Layout::nhwc && is_pointwise(relayout, node) && has_channels_last(given, present))
    order = given;
  std::vector<ValueId> inputs;
  for (size_t i = 0; i < node.inputs.size(); ++i) {
    TRY_ASSIGN(ValueId input, i == 0 ? relayout.in_order(node.inputs[0], order) : relayout.plain(node.inputs[i]));
    inputs.push_back(input);
  }
  Attrs attrs = node.attrs;
  attrs.set("layout", std::string(layout_name(relayout.layout())));
  return relayout.emit(node, std::move(inputs), std::move(attrs), {order});
}

}  // namespace

constinit extern const LayoutRule layout_spatial{
    "conv conv_integer qlinear_conv conv_transpose max_pool average_pool global_average_pool global_max_pool "
    "depth_to_space space_to_depth batch_norm instance_norm",
    apply};

}  // namespace ponte::passes::layout_spatial

#include "graph/layout.h"

#include <algorithm>
#include <numeric>

namespace ponte::graph {

std::string_view layout_name(Layout layout) { return layout == Layout::nchw ? "nchw" : "nhwc"; }

Result<Layout> layout_of(const Attrs& attrs) {
  const std::string& text = attrs.text("layout");
  if (text == "nchw" || text.empty()) return Layout::nchw;
  if (text == "nhwc") return Layout::nhwc;
  return corrupt("the layout \"{}\" is neither nchw nor nhwc", text);
}

Dims to_nhwc(size_t rank) {
  Dims perm(rank);
  std::iota(perm.begin(), perm.end(), int64_t{0});
  if (rank > 2) std::rotate(perm.begin() + 1, perm.begin() + 2, perm.end());
  return perm;
}

Dims to_nchw(size_t rank) {
  Dims perm(rank);
  std::iota(perm.begin(), perm.end(), int64_t{0});
  if (rank > 2) std::rotate(perm.begin() + 1, perm.end() - 1, perm.end());
  return perm;
}

Result<Shape> channels_first_shape(const OpContext& context, size_t input) {
  Shape shape = context.shape(input);
  TRY_ASSIGN(Layout layout, layout_of(context.attrs));
  if (layout == Layout::nhwc && shape.size() > 2) std::rotate(shape.begin() + 1, shape.end() - 1, shape.end());
  return shape;
}

Result<Shape> in_layout(const OpContext& context, Shape channels_first) {
  TRY_ASSIGN(Layout layout, layout_of(context.attrs));
  if (layout == Layout::nhwc && channels_first.size() > 2)
    std::rotate(channels_first.begin() + 1, channels_first.begin() + 2, channels_first.end());
  return channels_first;
}

}  // namespace ponte::graph

#include "formats/onnx/axes.h"

namespace ponte::onnx {

Result<std::optional<Dims>> read_axes(NodeReader& node, size_t rank) {
  Dims axes;
  if (node.has("axes")) {
    TRY_ASSIGN(axes, node.integers("axes"));
  } else if (node.has_input(1)) {
    TRY_ASSIGN(axes, node.need_ints(1, "axes"));
  } else {
    return std::nullopt;
  }
  for (int64_t& axis : axes) {
    TRY_ASSIGN(axis, normalize_axis(axis, rank));
  }
  std::sort(axes.begin(), axes.end());
  if (std::adjacent_find(axes.begin(), axes.end()) != axes.end())
    return corrupt("the axes [{}] are not distinct", dims_text(axes));
  return axes;
}

}  // namespace ponte::onnx

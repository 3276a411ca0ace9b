#include "formats/tflite/resize_reads.h"

namespace ponte::tflite {

Result<> read_resize(OpReader& node, std::string_view mode, int first) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(Dims size, node.need_ints(1, "a size"));
  TRY_ASSIGN(bool align_corners, node.option<bool>(first, false));
  TRY_ASSIGN(bool half_pixel, node.option<bool>(first + 1, false));
  const Shape& shape = node.shape(x);
  if (shape.size() != 4 || size.size() != 2) return corrupt("{} of [{}]", node.info().name, shape_text(shape));
  auto is_whole = [&](size_t i) {
    const Dim& from = shape[i + 1];
    return from.known() && from.size > 0 && size[i] > 0 && size[i] % from.size == 0;
  };
  bool is_nearest = mode == "nearest", by_factors = is_whole(0) && is_whole(1);
  // By whole factors all ways of counting but that of the corners take the same elements.
  if (is_nearest && by_factors) half_pixel = false;
  std::string coordinates = align_corners ? "align_corners" : half_pixel ? "half_pixel" : "asymmetric";
  Attrs attrs{{"mode", std::string(mode)}, {"coordinates", coordinates}};
  // Of a place between two elements the nearest: the lower one, unless centres or corners are what is counted from.
  if (is_nearest) attrs.set("nearest_mode", align_corners || half_pixel ? "round_prefer_ceil" : "floor");
  if (by_factors) {
    auto factor = [&](size_t i) { return static_cast<float>(size[i] / shape[i + 1].size); };
    std::vector<float> factors{1, factor(0), factor(1), 1};
    ValueId scales = node.b.constant(Tensor::of(std::move(factors), {4}), "scales");
    return node.give(node.b.add("resize", {x, scales}, std::move(attrs)));
  }
  if (!shape[0].known() || !shape[3].known())
    return unsupported("{} of an open batch is not supported", node.info().name);
  ValueId sizes = node.b.ints({shape[0].size, size[0], size[1], shape[3].size}, "sizes");
  return node.give(node.b.add("resize", {x, {}, sizes}, std::move(attrs)));
}

}  // namespace ponte::tflite

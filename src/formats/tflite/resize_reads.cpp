#include "formats/tflite/resize_reads.h"

namespace ponte::tflite {

Result<> read_resize(OpReader& node, std::string_view mode, int first) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(Dims size, node.need_ints(1, "a size"));
  TRY_ASSIGN(bool align_corners, node.option<bool>(first, false));
  TRY_ASSIGN(bool half_pixel, node.option<bool>(first + 1, false));
  const Shape& shape = node.shape(x);
  if (shape.size() != 4 || size.size() != 2) return corrupt("{} of [{}]", node.info().name, shape_text(shape));
  if (!shape[0].known() || !shape[3].known()) return unsupported("{} of an open batch is not supported", node.info().name);
  bool is_nearest = mode == "nearest";
  std::string coordinates = align_corners ? "align_corners" : half_pixel ? "half_pixel" : "asymmetric";
  // Of a place between two elements the nearest: the lower one, unless centres or corners are what is counted from.
  std::string nearest_mode = align_corners ? "round_prefer_ceil" : half_pixel ? "round_prefer_ceil" : "floor";
  Attrs attrs{{"mode", std::string(mode)}, {"coordinates", coordinates}};
  if (is_nearest) attrs.set("nearest_mode", nearest_mode);
  ValueId sizes = node.b.ints({shape[0].size, size[0], size[1], shape[3].size}, "sizes");
  return node.give(node.b.add("resize", {x, {}, sizes}, std::move(attrs)));
}

}  // namespace ponte::tflite

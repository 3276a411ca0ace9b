#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model {

namespace {

bool is_whole_factor(const Shape& from, const Shape& to) {
  for (size_t axis = 1; axis < 3; ++axis)
    if (to[axis].size % from[axis].size != 0) return false;
  return true;
}

/// By a whole factor every way of counting but that of the corners takes the same elements.
bool is_nearest(const Attrs& attrs, const Shape& from, const Shape& to) {
  bool is_usual = attrs.text("coordinates") == "half_pixel" ||
                  (attrs.text("coordinates") == "asymmetric" && attrs.text("nearest_mode") == "floor");
  return attrs.text("mode") == "nearest" && is_usual && is_whole_factor(from, to);
}

Result<> write(OpWriter& node) {
  const Attrs& attrs = node.attrs();
  const Shape &from = node.shape(0), &to = node.output_fact().shape;
  if (from.size() != 4 || from[0] != to[0] || from[3] != to[3]) return unsupported("resize of other axes than the picture's");
  if (!all_known({from[1], from[2], to[1], to[2]})) return unsupported("resize of open sizes");
  TRY_ASSIGN(std::string input, node.input(0));
  std::string size = node.ints({to[1].size, to[2].size});
  if (is_nearest(attrs, from, to)) {
    node.finish({input, size});
    return {};
  }
  bool corners = attrs.text("coordinates") == "align_corners", half = attrs.text("coordinates") == "half_pixel";
  bool is_bilinear = attrs.text("mode") == "linear" && (corners || half || attrs.text("coordinates") == "asymmetric");
  if (!is_bilinear || attrs.boolean("antialias")) return unsupported("this kind of resize");
  NodeDef& made = node.add_typed("ResizeBilinear", {input, size});
  node.bind(made.boolean("align_corners", corners).boolean("half_pixel_centers", half).out("resized_images"));
  return {};
}

}  // namespace

constinit extern const TfOp op_resize_nearest_neighbor{.name = "ResizeNearestNeighbor", .ir = "resize", .write = write, .output = "resized_images"};

}  // namespace ponte::saved_model

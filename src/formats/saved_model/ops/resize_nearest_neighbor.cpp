#include <cmath>

#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_resize_nearest_neighbor {

namespace {

/// How many times the size of each axis; 0 where that is no whole number, or not known.
Dims factors_of(const OpWriter& node) {
  const Shape &from = node.shape(0), &to = node.output_fact().shape;
  const Tensor* scales = node.constant(1);
  Dims factors;
  for (size_t i = 0; i < from.size(); ++i) {
    int64_t factor = from[i] == to[i] ? 1 : 0;
    if (from[i].known() && to[i].known()) {
      factor = to[i].size % from[i].size == 0 ? to[i].size / from[i].size : 0;
    } else if (scales && scales->count() == static_cast<int64_t>(from.size())) {
      double scale = scales->to_doubles()[i];
      factor = scale == std::floor(scale) ? static_cast<int64_t>(scale) : 0;
    }
    factors.push_back(factor);
  }
  return factors;
}

/// By a whole factor every way of counting but that of the corners takes the same elements.
bool is_nearest(const Attrs& attrs) {
  return attrs.text("mode") == "nearest" &&
         (attrs.text("coordinates") == "half_pixel" ||
          (attrs.text("coordinates") == "asymmetric" && attrs.text("nearest_mode") == "floor"));
}

/// Of the axes that are the picture's height and width.
std::string new_size(OpWriter& node, const std::string& picture, const Dims& factors, size_t rows, size_t columns) {
  const Dim &height = node.output_fact().shape[rows], &width = node.output_fact().shape[columns];
  if (height.known() && width.known()) return node.ints({height.size, width.size});
  std::string size = sizes_of(node, picture, node.type(), 1, 3);
  return node.add("Mul", {size, node.ints({factors[rows], factors[columns]})}).type("T", DataType::i32).out("z");
}

Result<std::string> resize(OpWriter& node, const std::string& picture, const Dims& factors, size_t rows,
                           size_t columns) {
  const Attrs& attrs = node.attrs();
  const Shape& to = node.output_fact().shape;
  bool by_whole = factors[rows] > 0 && factors[columns] > 0;
  if (!by_whole && !(to[rows].known() && to[columns].known())) return unsupported("resize of open sizes");
  std::string size = new_size(node, picture, factors, rows, columns);
  if (is_nearest(attrs) && by_whole)
    return node.add_typed("ResizeNearestNeighbor", {picture, size}).out("resized_images");
  const std::string& coordinates = attrs.text("coordinates");
  bool corners = coordinates == "align_corners", half = coordinates == "half_pixel";
  bool is_bilinear = attrs.text("mode") == "linear" && (corners || half || coordinates == "asymmetric");
  if (!is_bilinear || attrs.boolean("antialias")) return unsupported("this kind of resize");
  NodeDef& made = node.add_typed("ResizeBilinear", {picture, size});
  return made.boolean("align_corners", corners).boolean("half_pixel_centers", half).out("resized_images");
}

/// The axes so that those that are resized are in the middle; nothing when there are more than two.
Dims picture_order(const Dims& factors) {
  Dims resized, others;
  for (size_t i = 0; i < factors.size(); ++i) (factors[i] == 1 ? others : resized).push_back(static_cast<int64_t>(i));
  // One axis of the picture may keep its size.
  if (resized.size() < 2) return factors[0] == 1 && factors[3] == 1 ? Dims{0, 1, 2, 3} : Dims{};
  return resized.size() > 2 ? Dims{} : Dims{others[0], resized[0], resized[1], others[1]};
}

/// Values that are kept in another order than a picture's are turned there and back.
Result<> write(OpWriter& node) {
  if (node.rank() != 4) return unsupported("resize over {} axes", node.rank());
  Dims factors = factors_of(node), order = picture_order(factors), back(4);
  if (order.empty())
    return unsupported("resize from [{}] to [{}]", shape_text(node.shape(0)), shape_text(node.output_fact().shape));
  for (size_t i = 0; i < order.size(); ++i) back[static_cast<size_t>(order[i])] = static_cast<int64_t>(i);
  auto turned = [&](const std::string& from, const Dims& perm) {
    if (perm == Dims{0, 1, 2, 3}) return from;
    return node.add_typed("Transpose", {from, node.ints(perm)}).type("Tperm", DataType::i32).out("y");
  };
  TRY_ASSIGN(std::string input, node.input(0));
  TRY_ASSIGN(std::string result,
             resize(node, turned(input, order), factors, static_cast<size_t>(order[1]), static_cast<size_t>(order[2])));
  node.bind(turned(result, back));
  return {};
}

}  // namespace

constinit extern const TfOp op_resize_nearest_neighbor{
    .name = "ResizeNearestNeighbor", .ir = "resize", .write = write, .output = "resized_images"};

}  // namespace ponte::saved_model::ops_resize_nearest_neighbor

#include "formats/onnx/resizes.h"

namespace ponte::onnx::ops_resize {

namespace {

constexpr std::string_view kDefaultCoordinates = "half_pixel", kDefaultNearest = "round_prefer_floor";

// Since opset 18 scales and sizes may be given for some axes only.
Result<ValueId> scales_of_all(NodeReader& node, size_t input, const Dims& axes) {
  const Tensor* tensor = node.constant(input);
  if (!tensor) return unsupported("Resize of some axes by scales known only when the model runs is not supported");
  std::vector<double> some = tensor->to_doubles(), all(node.rank(0), 1);
  if (some.size() != axes.size()) return corrupt("Resize has {} scales for {} axes", some.size(), axes.size());
  for (size_t i = 0; i < axes.size(); ++i) {
    TRY_ASSIGN(int64_t axis, normalize_axis(axes[i], all.size()));
    all[static_cast<size_t>(axis)] = some[i];
  }
  Dims dims{static_cast<int64_t>(all.size())};
  return node.add_constant(tensor_from_doubles(all, DType::f32, std::move(dims)), "scales");
}

Result<ValueId> sizes_of_all(NodeReader& node, size_t input, const Dims& axes) {
  TRY_ASSIGN(Dims some, node.need_ints(input, "sizes of some axes"));
  if (some.size() != axes.size()) return corrupt("Resize has {} sizes for {} axes", some.size(), axes.size());
  Shape all = node.shape(0);
  for (size_t i = 0; i < axes.size(); ++i) {
    TRY_ASSIGN(int64_t axis, normalize_axis(axes[i], all.size()));
    all[static_cast<size_t>(axis)] = some[i];
  }
  auto known = known_dims(all);
  if (!known) return unsupported("Resize of some axes of [{}] is not supported", shape_text(node.shape(0)));
  return node.add_constant(Tensor::ints(std::move(*known)), "sizes");
}

// Writers of old opsets give an empty tensor for an input that is not there.
bool present(NodeReader& node, size_t i) {
  if (!node.has_input(i)) return false;
  const Shape& shape = node.shape(i);
  if (shape.size() != 1 || shape[0] != Dim(0)) return true;
  node.ignore_input(i);
  return false;
}

Result<> read_inputs(NodeReader& node, std::vector<ValueId>& inputs) {
  node.ignore_input(1);  // the region of interest, which only tf_crop_and_resize looks at
  bool scales = present(node, 2), sizes = present(node, 3);
  if (scales == sizes) return corrupt("Resize needs scales or sizes, not both");
  size_t input = scales ? 2 : 3;
  ValueId target = {};
  if (!node.has("axes")) {
    target = node.input(input);
  } else {
    TRY_ASSIGN(Dims axes, node.integers("axes"));
    TRY_ASSIGN(target, scales ? scales_of_all(node, input, axes) : sizes_of_all(node, input, axes));
  }
  if (scales)
    inputs = {node.input(0), target};
  else
    inputs = {node.input(0), ValueId{}, target};
  return {};
}

Result<> read(NodeReader& node) {
  if (node.opset() < 11) return read_scaling(node);
  TRY_ASSIGN(std::string mode, node.text("mode", "nearest"));
  TRY_ASSIGN(std::string coordinates, node.text("coordinate_transformation_mode", kDefaultCoordinates));
  if (coordinates == "tf_crop_and_resize") return unsupported("Resize with tf_crop_and_resize is not supported");
  TRY_ASSIGN(std::string policy, node.text("keep_aspect_ratio_policy", "stretch"));
  if (policy != "stretch") return unsupported("Resize with keep_aspect_ratio_policy {} is not supported", policy);
  node.ignore("extrapolation_value");
  TRY_ASSIGN(std::string nearest_mode, node.text("nearest_mode", kDefaultNearest));
  TRY_ASSIGN(double cubic_coeff_a, node.number("cubic_coeff_a", -0.75));
  TRY_ASSIGN(bool exclude_outside, node.boolean("exclude_outside", false));
  TRY_ASSIGN(bool antialias, node.boolean("antialias", false));
  std::vector<ValueId> inputs;
  TRY(read_inputs(node, inputs));
  return node.emit("resize", std::move(inputs),
                   {{"mode", mode},
                    {"coordinates", coordinates},
                    {"nearest_mode", nearest_mode},
                    {"cubic_coeff_a", cubic_coeff_a},
                    {"exclude_outside", exclude_outside},
                    {"antialias", antialias}});
}

Result<> write(NodeWriter& node) {
  const Attrs& attrs = node.attrs();
  const std::string& coordinates = attrs.text("coordinates");
  if (coordinates == "half_pixel_symmetric") TRY(node.need_opset(19, "resize with half_pixel_symmetric"));
  if (attrs.boolean("antialias")) TRY(node.need_opset(18, "resize with antialias"));
  node.input(0);
  node.no_input();
  node.input(1);
  node.input(2);
  node.text("mode", attrs.text("mode"));
  node.text("coordinate_transformation_mode", coordinates);
  node.text("nearest_mode", attrs.text("nearest_mode"));
  node.number("cubic_coeff_a", attrs.number("cubic_coeff_a"));
  node.boolean("exclude_outside", attrs.boolean("exclude_outside"));
  if (attrs.boolean("antialias")) node.boolean("antialias", true);
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_resize{.onnx = "Resize", .ir = "resize", .since = 13, .read = read, .write = write};

}  // namespace ponte::onnx::ops_resize

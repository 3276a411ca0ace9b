#include "formats/tflite/op_writer.h"
#include "formats/tflite/resize_reads.h"

namespace ponte::tflite::ops_resize_nearest_neighbor {

namespace {

/// TFLite knows the sizes, and takes their quotient for the factor.
bool factors_are_quotients(const OpWriter& node) {
  const Tensor* scales = node.has_input(1) ? node.constant(1) : nullptr;
  if (!scales) return true;
  std::vector<double> factors = scales->to_doubles();
  for (size_t axis = 1; axis < 3; ++axis) {
    const Dim &from = node.shape(0)[axis], &to = node.output_fact().shape[axis];
    if (!from.known() || static_cast<double>(from.size) * factors[axis] != static_cast<double>(to.size)) return false;
  }
  return true;
}

/// Versions before 3 do not know of centres.
Result<> write_bilinear(OpWriter& node) {
  const Attrs& attrs = node.attrs();
  std::string coordinates = attrs.text("coordinates");
  const Shape &from = node.shape(0), &to = node.output_fact().shape;
  bool corners = coordinates == "align_corners", centres = coordinates == "half_pixel";
  // PyTorch counts otherwise only where one element is left.
  if (coordinates == "pytorch_half_pixel" && to[1] != Dim(1) && to[2] != Dim(1)) centres = true;
  bool is_known = corners || centres || coordinates == "asymmetric";
  if (from.size() != 4 || from[3] != to[3] || attrs.boolean("antialias") || !is_known)
    return unsupported("this kind of resize");
  if (!to[1].known() || !to[2].known()) return unsupported("resize to open sizes");
  if (!factors_are_quotients(node)) return unsupported("resize by a factor that leaves a part of an element over");
  TRY_ASSIGN(TensorIndex input, node.input(0));
  TRY_ASSIGN(TensorIndex output, node.output());
  node.emit("RESIZE_BILINEAR", {input, node.ints({to[1].size, to[2].size})}, {output}, {{2, corners}, {3, centres}},
            centres ? 3 : 1);
  return {};
}

/// By a whole factor every way of counting but that of the corners takes the same elements.
Result<> write(OpWriter& node) {
  const Attrs& attrs = node.attrs();
  if (attrs.text("mode") == "linear") return write_bilinear(node);
  const Shape &from = node.shape(0), &to = node.output_fact().shape;
  bool is_usual = attrs.text("coordinates") == "half_pixel" ||
                  (attrs.text("coordinates") == "asymmetric" && attrs.text("nearest_mode") == "floor");
  if (attrs.text("mode") != "nearest" || !is_usual || from.size() != 4) return unsupported("this kind of resize");
  for (size_t axis = 1; axis < 3; ++axis)
    if (!from[axis].known() || !to[axis].known() || to[axis].size % from[axis].size != 0)
      return unsupported("resize by a factor that is not a whole number");
  TRY_ASSIGN(TensorIndex input, node.input(0));
  return node.finish({input, node.ints({to[1].size, to[2].size})});
}

Result<> read(OpReader& node) { return read_resize(node, "nearest", 0); }

}  // namespace

constinit extern const TfliteOp op_resize_nearest_neighbor{
    .name = "RESIZE_NEAREST_NEIGHBOR", .code = 97, .options = 74, .ir = "resize", .write = write, .read = read};

}  // namespace ponte::tflite::ops_resize_nearest_neighbor

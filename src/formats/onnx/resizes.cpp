#include "formats/onnx/resizes.h"

namespace ponte::onnx {

namespace {

Result<ValueId> scales_of(NodeReader& node) {
  if (!node.has("scales")) {
    if (!node.has_input(1)) return corrupt("{} needs scales", node.op().onnx);
    return node.input(1);
  }
  TRY_ASSIGN(std::vector<double> scales, node.numbers("scales"));
  Dims dims{static_cast<int64_t>(scales.size())};
  return node.add_constant(tensor_from_doubles(scales, DType::f32, std::move(dims)), "scales");
}

// Of two input pixels the earlier one when enlarging, the later one when shrinking, as ONNX Runtime and the tests of
// ONNX have it.
Result<std::string> nearest_mode(NodeReader& node) {
  std::vector<double> scales;
  if (node.has("scales")) {
    TRY_ASSIGN(scales, node.numbers("scales"));
  } else if (const Tensor* tensor = node.constant(1)) {
    scales = tensor->to_doubles();
  }
  bool shrinks = std::any_of(scales.begin(), scales.end(), [](double scale) { return scale < 1; });
  bool grows = std::any_of(scales.begin(), scales.end(), [](double scale) { return scale > 1; });
  if (shrinks && grows) return unsupported("{} that shrinks and enlarges is not supported", node.op().onnx);
  return std::string(shrinks ? "ceil" : "floor");
}

}  // namespace

Result<> read_scaling(NodeReader& node) {
  TRY_ASSIGN(std::string mode, node.text("mode", "nearest"));
  if (mode == "bilinear") mode = "linear";
  TRY_ASSIGN(std::string nearest, nearest_mode(node));
  TRY_ASSIGN(ValueId scales, scales_of(node));
  return node.emit("resize", {node.input(0), scales},
                   {{"mode", mode}, {"coordinates", std::string("asymmetric")}, {"nearest_mode", nearest}});
}

}  // namespace ponte::onnx

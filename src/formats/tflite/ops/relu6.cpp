#include <limits>

#include "formats/tflite/op_reader.h"
#include "formats/tflite/op_writer.h"

namespace ponte::tflite::ops_relu6 {

namespace {

const Tensor* limit(const OpWriter& node, size_t i) { return node.has_input(i) ? node.constant(i) : nullptr; }

/// Between numbers for which there is an operator, or by two.
Result<> write(OpWriter& node) {
  constexpr float kNone = std::numeric_limits<float>::infinity();
  for (size_t i : {1u, 2u})
    if (node.has_input(i) && !node.constant(i)) return unsupported("clip to a limit that is computed");
  if (node.output_fact().dtype != DType::f32) return unsupported("clip of {}", dtype_name(node.output_fact().dtype));
  const Tensor *low = limit(node, 1), *high = limit(node, 2);
  float least = low ? low->to_floats()[0] : -kNone, most = high ? high->to_floats()[0] : kNone;
  TRY_ASSIGN(TensorIndex value, node.input(0));
  TRY_ASSIGN(TensorIndex output, node.output());
  std::string_view whole = least == 0 && most == 6 ? "RELU6" : least == -1 && most == 1 ? "RELU_N1_TO_1" : "";
  if (least == 0 && most == kNone) whole = "RELU";
  if (!whole.empty()) {
    node.emit(whole, {value}, {output});
    return {};
  }
  TRY_ASSIGN(TensorIndex lower, node.constant_tensor(Tensor::scalar(least), node.node().name + "/least"));
  TRY_ASSIGN(TensorIndex upper, node.constant_tensor(Tensor::scalar(most), node.node().name + "/most"));
  TensorIndex raised = node.temporary(node.output_fact().shape);
  node.emit("MAXIMUM", {value, lower}, {raised});
  node.emit("MINIMUM", {raised, upper}, {output});
  return {};
}

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  return node.give(node.b.add("clip", {x, node.b.scalar(0, "least"), node.b.scalar(6, "most")}));
}

}  // namespace

constinit extern const TfliteOp op_relu6{
    .name = "RELU6", .code = 21, .options = 0, .ir = "clip", .write = write, .read = read};

}  // namespace ponte::tflite::ops_relu6

#include "formats/tflite/weights.h"

#include <algorithm>
#include <cmath>

#include "base/half.h"
#include "formats/tflite/op_writer.h"
#include "graph/halves.h"

namespace ponte::tflite {

namespace {

// Up to here halves would save next to nothing. Such weights are those of the first layers, whose rounding all others
// feel.
constexpr int64_t kSmall = 4096;

MakeBytes make_narrowed(MakeBytes make) {
  return [make = std::move(make)]() -> Result<SharedBytes> {
    TRY_ASSIGN(SharedBytes floats, make());
    std::vector<uint16_t> halves(floats.bytes.size() / sizeof(float));
    for (size_t i = 0; i < halves.size(); ++i) {
      float value;
      std::memcpy(&value, floats.bytes.data() + i * sizeof(float), sizeof(float));
      halves[i] = float_to_half(value);
    }
    return owned(std::move(halves));
  };
}

struct Quantized {
  std::vector<float> scales;
  std::vector<int8_t> elements;
};

/// Symmetric, the largest of each channel at 127.
Quantized quantize(Bytes floats, const Dims& dims, size_t channel_axis) {
  size_t channels = static_cast<size_t>(dims[channel_axis]), inner = 1, count = floats.size() / sizeof(float);
  for (size_t axis = channel_axis + 1; axis < dims.size(); ++axis) inner *= static_cast<size_t>(dims[axis]);
  std::vector<float> values(count);
  std::memcpy(values.data(), floats.data(), floats.size());
  Quantized result{std::vector<float>(channels, 0), std::vector<int8_t>(count)};
  for (size_t i = 0; i < count; ++i) {
    float& largest = result.scales[i / inner % channels];
    largest = std::max(largest, std::abs(values[i]));
  }
  for (float& scale : result.scales) scale = scale > 0 ? scale / 127 : 1.0f;
  for (size_t i = 0; i < count; ++i) {
    float steps = std::round(values[i] / result.scales[i / inner % channels]);
    result.elements[i] = static_cast<int8_t>(std::clamp(steps, -127.0f, 127.0f));
  }
  return result;
}

const Tensor* weight_of(const Graph& graph, const Node& node) {
  constexpr std::string_view kTakers[] = {"conv", "conv_transpose", "gemm", "matmul"};
  if (std::ranges::find(kTakers, node.op->name) == std::end(kTakers)) return nullptr;
  const auto& constant = graph.value(node.inputs[1]).constant;
  return constant ? &*constant : nullptr;
}

}  // namespace

bool most_are_halves(const Graph& graph) {
  int64_t kept = 0, all = 0;
  for (NodeId id : graph.order()) {
    const Tensor* weight = weight_of(graph, graph.node(id));
    if (!weight || weight->count() <= kSmall) continue;
    all += weight->count();
    if (are_halves(*weight)) kept += weight->count();
  }
  return 4 * kept >= 3 * all;
}

bool OpWriter::stays_float(const Tensor& weight, bool as_is) const {
  switch (state_.weight_form) {
    case WeightForm::f16: return (weight.count() <= kSmall || state_.floats_stay) && !are_halves(weight);
    // What convolutions do not take as it is stays as it was.
    case WeightForm::int8_dynamic: return !as_is;
    case WeightForm::int8: return false;
    case WeightForm::f32: break;
  }
  return true;
}

TensorIndex OpWriter::quantized(const NewWeight& weight, const Dims& dims, Bytes floats) {
  Quantized made = quantize(floats, dims, weight.channel_axis);
  FlatRef zeros = state_.flat.vector(std::vector<int64_t>(made.scales.size(), 0));
  FlatRef parameters = state_.flat.table({{field::quantization::scale, state_.flat.vector(made.scales)},
                                          {field::quantization::zero_point, zeros},
                                          {field::quantization::axis, static_cast<int32_t>(weight.channel_axis)}});
  SharedBytes bytes = owned(std::move(made.elements));
  uint32_t buffer = state_.add_buffer(bytes.bytes.size(), [bytes]() -> Result<SharedBytes> { return bytes; });
  return state_.add_tensor(weight.name, to_shape(dims), TensorType::i8, buffer,
                           {{field::tensor::quantization, parameters}});
}

Result<TensorIndex> OpWriter::weight(NewWeight weight, bool as_is) {
  Dims dims = weight.dims.empty() ? reordered(weight.tensor.dims(), weight.perm) : weight.dims;
  auto count = static_cast<uint64_t>(weight.tensor.count());
  MakeBytes make = make_transposed(weight.tensor, weight.perm);
  if (stays_float(weight.tensor, as_is))
    return state_.add_tensor(weight.name, to_shape(dims), TensorType::f32, state_.add_buffer(count * 4, std::move(make)));
  bool is_half = state_.weight_form == WeightForm::f16;
  TensorIndex narrow;
  if (is_half) {
    uint32_t buffer = state_.add_buffer(count * 2, make_narrowed(std::move(make)));
    narrow = state_.add_tensor(weight.name, to_shape(dims), TensorType::f16, buffer);
  } else {
    TRY_ASSIGN(SharedBytes floats, make());
    narrow = quantized(weight, dims, floats.bytes);
    if (as_is && is_dynamic()) return narrow;
  }
  TensorIndex wide = state_.add_tensor(weight.name + "/wide", to_shape(dims), TensorType::f32);
  emit("DEQUANTIZE", {narrow}, {wide}, {}, is_half ? 3 : 5);
  return wide;
}

}  // namespace ponte::tflite

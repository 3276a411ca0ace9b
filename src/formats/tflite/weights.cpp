#include "formats/tflite/weights.h"

#include <algorithm>
#include <cmath>

#include "base/half.h"
#include "formats/tflite/op_writer.h"
#include "graph/affine.h"
#include "graph/halves.h"

namespace ponte::tflite {

namespace {

// Up to here halves would save next to nothing. Such weights are those of the first layers, whose rounding all others
// feel.
constexpr int64_t kSmall = 4096;
// And up to here 8 bits. Such weights are the factors of the bins in DFL, whose rounding moves boxes by pixels.
constexpr int64_t kTiny = 1024;

MakeBytes make_narrowed(MakeBytes make) {
  return [make = std::move(make)]() -> Result<SharedBytes> {
    TRY_ASSIGN(SharedBytes floats, make());
    std::vector<uint16_t> halves(floats.bytes.size() / sizeof(float));
    narrow_floats(floats.bytes.data(), halves.data(), halves.size());
    return to_shared_bytes(std::move(halves));
  };
}

/// Calls `visit(channel, number, place)` for all elements in their order.
template <class Visit>
void for_each_element(Bytes floats, const Dims& dims, size_t channel_axis, const Visit& visit) {
  size_t channels = static_cast<size_t>(dims[channel_axis]), inner = 1, place = 0;
  for (size_t axis = channel_axis + 1; axis < dims.size(); ++axis) inner *= static_cast<size_t>(dims[axis]);
  size_t outer = floats.size() / sizeof(float) / std::max<size_t>(channels * inner, 1);
  for (size_t i = 0; i < outer; ++i)
    for (size_t channel = 0; channel < channels; ++channel)
      for (size_t k = 0; k < inner; ++k, ++place) {
        float number;
        std::memcpy(&number, floats.data() + place * sizeof(float), sizeof(float));
        visit(channel, number, place);
      }
}

/// Symmetric, the largest of each channel at 127.
std::vector<float> scales_of(Bytes floats, const Dims& dims, size_t channel_axis) {
  std::vector<float> scales(static_cast<size_t>(dims[channel_axis]), 0);
  for_each_element(floats, dims, channel_axis, [&](size_t channel, float number, size_t) {
    scales[channel] = std::max(scales[channel], std::abs(number));
  });
  for (float& scale : scales) scale = symmetric_scale(scale, 127);
  return scales;
}

/// Made when their turn to be written comes: all at once they would be a quarter of the model more in memory.
MakeBytes make_quantized(MakeBytes make, std::vector<float> scales, Dims dims, size_t channel_axis) {
  return [make = std::move(make), scales = std::move(scales), dims = std::move(dims),
          channel_axis]() -> Result<SharedBytes> {
    TRY_ASSIGN(SharedBytes floats, make());
    std::vector<int8_t> elements(floats.bytes.size() / sizeof(float));
    for_each_element(floats.bytes, dims, channel_axis, [&](size_t channel, float number, size_t place) {
      elements[place] = static_cast<int8_t>(quantize(number, scales[channel], 0, {-127, 127}));
    });
    return to_shared_bytes(std::move(elements));
  };
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

bool OpWriter::stays_float(const NewWeight& weight, bool store_quantized) const {
  switch (state_.precision) {
    case Precision::fp16: return (weight.tensor.count() <= kSmall || state_.floats_stay) && !are_halves(weight.tensor);
    // What convolutions do not take as it is stays as it was.
    case Precision::int8_dynamic: return !store_quantized;
    case Precision::int8_weights: return weight.keep_float || weight.tensor.count() <= kTiny;
    case Precision::fp32: break;
  }
  return true;
}

Result<TensorIndex> OpWriter::quantize(const NewWeight& weight, const Dims& dims, MakeBytes make) {
  TRY_ASSIGN(SharedBytes floats, make());
  uint64_t count = floats.bytes.size() / sizeof(float);
  std::vector<float> scales = scales_of(floats.bytes, dims, weight.channel_axis);
  FlatRef zeros = state_.flat.vector(std::vector<int64_t>(scales.size(), 0));
  FlatRef parameters = state_.flat.table({{field::quantization::scale, state_.flat.vector(scales)},
                                          {field::quantization::zero_point, zeros},
                                          {field::quantization::axis, static_cast<int32_t>(weight.channel_axis)}});
  uint32_t buffer =
      state_.add_buffer(count, make_quantized(std::move(make), std::move(scales), dims, weight.channel_axis));
  return state_.add_tensor(weight.name, to_shape(dims), TensorType::i8, buffer,
                           {{field::tensor::quantization, parameters}});
}

Result<TensorIndex> OpWriter::weight(NewWeight weight, bool store_quantized) {
  Dims dims = weight.dims.empty() ? reorder(weight.tensor.dims(), weight.perm) : weight.dims;
  TRY_ASSIGN(int64_t elements, element_count(dims));
  auto count = static_cast<uint64_t>(elements);
  MakeBytes make = weight.make ? std::move(weight.make) : make_transposed(weight.tensor, weight.perm);
  if (stays_float(weight, store_quantized))
    return state_.add_tensor(weight.name, to_shape(dims), TensorType::f32,
                             state_.add_buffer(count * 4, std::move(make)));
  bool is_half = state_.precision == Precision::fp16;
  TensorIndex narrow;
  if (is_half) {
    uint32_t buffer = state_.add_buffer(count * 2, make_narrowed(std::move(make)));
    narrow = state_.add_tensor(weight.name, to_shape(dims), TensorType::f16, buffer);
  } else {
    TRY_ASSIGN(narrow, quantize(weight, dims, std::move(make)));
    if (store_quantized && is_dynamic()) return narrow;
  }
  TensorIndex wide = state_.add_tensor(weight.name + "/wide", to_shape(dims), TensorType::f32);
  emit("DEQUANTIZE", {narrow}, {wide}, {}, is_half ? 3 : 5);
  return wide;
}

}  // namespace ponte::tflite

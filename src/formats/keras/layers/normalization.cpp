#include <cmath>

#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_normalization {

namespace {

Result<Tensor> read_statistic(LayerReader& call, std::string_view name) {
  TRY_ASSIGN(std::vector<double> values, call.numbers(name));
  Dims dims{static_cast<int64_t>(values.size())};
  return tensor_from_doubles(values, DType::f32, std::move(dims));
}

// Mean and variance are settings, or were computed from data and are weights, beside a count.
Result<Tensor> statistic(LayerReader& call, std::string_view name, size_t index, const Shape& shape, const Dims& axes) {
  TRY_ASSIGN(Tensor tensor, call.has(name) ? read_statistic(call, name) : call.statistic_tensor(index));
  Dims dims(shape.size(), 1);
  int64_t count = 1;
  for (int64_t axis : axes) {
    const Dim& size = shape[static_cast<size_t>(axis)];
    if (!size.known()) return unsupported("Normalization along an axis of open size is not supported");
    dims[static_cast<size_t>(axis)] = size.size;
    count *= size.size;
  }
  if (tensor.count() == 1) return tensor.reshape({});
  if (tensor.count() != count) return corrupt("{} numbers for the {} of [{}]", tensor.count(), name, shape_text(shape));
  while (!dims.empty() && dims.front() == 1) dims.erase(dims.begin());
  return tensor.reshape(std::move(dims));
}

// (x - mean) / sqrt(variance), or the other way round.
Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor());
  TRY_ASSIGN(Dims axes, call.has("axis") ? call.axes("axis", call.rank(x)) : Result<Dims>(Dims{}));
  TRY_ASSIGN(bool invert, call.flag("invert", false));
  Shape shape = call.shape(x);
  TRY_ASSIGN(ValueId mean, call.shared_constant("mean", [&] { return statistic(call, "mean", 0, shape, axes); }));
  TRY_ASSIGN(ValueId deviation, call.shared_constant("deviation", [&]() -> Result<Tensor> {
    TRY_ASSIGN(Tensor variance, statistic(call, "variance", 1, shape, axes));
    std::vector<float> values = variance.to_floats();
    for (float& value : values) value = std::max(std::sqrt(value), 1e-7f);
    return Tensor::of<float>(std::move(values), variance.dims());
  }));
  call.ignore_weight(2);
  if (invert) return call.give(call.b.add("add", {call.b.mul(x, deviation, "scaled"), mean}));
  return call.give(call.b.add("div", {call.b.sub(x, mean, "centered"), deviation}));
}

}  // namespace

constinit extern const KerasLayer layer_normalization{
    .class_name = "Normalization", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_normalization

#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_rescaling {

namespace {

Result<Tensor> factor(LayerReader& call, std::string_view name) {
  TRY_ASSIGN(std::vector<double> values, call.numbers(name));
  Dims dims = values.size() == 1 ? Dims{} : Dims{static_cast<int64_t>(values.size())};
  return tensor_from_doubles(values, DType::f32, std::move(dims));
}

bool is_all(const Tensor& tensor, float value) {
  std::vector<float> values = tensor.to_floats();
  return std::all_of(values.begin(), values.end(), [&](float x) { return x == value; });
}

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor());
  TRY_ASSIGN(Tensor scale, factor(call, "scale"));
  TRY_ASSIGN(Tensor offset, call.has("offset") ? factor(call, "offset") : Tensor::scalar(0.0f));
  bool adds = !is_all(offset, 0);
  ValueId y = call.b.add("mul", {x, call.b.constant(std::move(scale), "scale")}, {}, adds ? "scaled" : "");
  return call.give(adds ? call.b.add("add", {y, call.b.constant(std::move(offset), "offset")}) : y);
}

}  // namespace

constinit extern const KerasLayer layer_rescaling{
    .class_name = "Rescaling", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_rescaling

#include "formats/keras/read/inputs.h"

namespace ponte::keras {

namespace {

// The shape with the batch in front; sizes that are not fixed are unknown.
Result<Shape> stated_shape(const LayerConfig& layer) {
  const ConfigValue* whole = nullptr;
  for (std::string_view key : {"batch_shape", "batch_input_shape"})
    if (const ConfigValue* value = layer.config.find(key); value && !value->is_null()) whole = value;
  const ConfigValue* without_batch = whole ? nullptr : layer.config.find("shape");
  const ConfigValue* value = whole ? whole : without_batch;
  const auto* list = value ? value->as<ConfigValue::List>() : nullptr;
  if (!list) return unsupported("the file does not say the shape of the input {}", layer.name);
  Shape shape;
  if (without_batch) shape.emplace_back();
  for (const ConfigValue& entry : *list) {
    auto size = entry.integer();
    if (!size && !entry.is_null()) return corrupt("an axis of {} is {}", layer.name, entry.description());
    if (size && (*size < 0 || *size > INT32_MAX)) return corrupt("an axis of {} has the size {}", layer.name, *size);
    shape.push_back(size ? Dim(*size) : Dim());
  }
  if (shape.size() > kMostAxes) return corrupt("the input {} has {} axes", layer.name, shape.size());
  return shape;
}

// Pictures have their channels last or first, and no more than two open sizes beside the batch.
std::optional<size_t> height_axis(const Shape& shape) {
  if (shape.size() != 4) return std::nullopt;
  if (shape[3].known() && !(shape[1].known() && shape[2].known())) return 1;
  if (shape[1].known() && !(shape[2].known() && shape[3].known())) return 2;
  return std::nullopt;
}

}  // namespace

Result<Fact> input_fact(const LayerConfig& layer, const ReadOptions& options) {
  for (std::string_view kind : {"sparse", "ragged"}) {
    const ConfigValue* value = layer.config.find(kind);
    if (const bool* flag = value ? value->as<bool>() : nullptr; flag && *flag)
      return unsupported("the input {} is {}", layer.name, kind);
  }
  TRY_ASSIGN(Shape shape, stated_shape(layer));
  if (!shape.empty() && !shape[0].known()) shape[0] = options.batch > 0 ? Dim(options.batch) : Dim::named("batch");
  if (std::optional<size_t> axis = height_axis(shape)) {
    if (!shape[*axis].known()) shape[*axis] = options.height > 0 ? Dim(options.height) : Dim::named("height");
    if (!shape[*axis + 1].known()) shape[*axis + 1] = options.width > 0 ? Dim(options.width) : Dim::named("width");
  }
  for (size_t i = 1; i < shape.size(); ++i)
    if (!shape[i].known() && shape[i].symbol.empty()) shape[i] = Dim::named(fmt::format("{}_{}", layer.name, i));
  std::string_view name = layer.config.text("dtype");
  if (const ConfigValue* dtype = layer.config.find("dtype"))
    if (const ConfigValue* policy = dtype->find("config")) name = policy->text("name");
  std::optional<DType> dtype = dtype_from_keras(name.empty() ? "float32" : name);
  if (!dtype) return unsupported("the input {} has the dtype {}", layer.name, name);
  return Fact{is_float(*dtype) ? DType::f32 : *dtype, std::move(shape), std::nullopt};
}

}  // namespace ponte::keras

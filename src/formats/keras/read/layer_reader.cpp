#include "formats/keras/read/layer_reader.h"

#include "graph/evaluate/evaluate_move.h"

namespace ponte::keras {

namespace {

// What says nothing about what a trained layer computes.
constexpr std::string_view kIgnored[] = {
    "name",        "trainable",         "dtype",    "seed",    "batch_input_shape",  "batch_shape",
    "input_shape", "build_input_shape", "autocast", "dynamic", "quantization_config"};
constexpr std::string_view kIgnoredEndings[] = {"_initializer", "_regularizer", "_constraint"};

bool is_ignored(std::string_view name) {
  return std::find(std::begin(kIgnored), std::end(kIgnored), name) != std::end(kIgnored) ||
         std::any_of(std::begin(kIgnoredEndings), std::end(kIgnoredEndings),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

// Says as much as being absent.
bool says_nothing(const ConfigValue& value) {
  if (const auto* list = value.as<ConfigValue::List>()) return std::all_of(list->begin(), list->end(), says_nothing);
  const bool* flag = value.as<bool>();
  return value.is_null() || (flag && !*flag);
}

std::string layer_path(const FlatCall& call) {
  return call.call == 0 ? call.path() : fmt::format("{}_{}", call.path(), call.call);
}

const ConfigValue* find_in(const ConfigValue::Dict& dict, std::string_view name) {
  for (const auto& [key, value] : dict)
    if (key == name) return &value;
  return nullptr;
}

}  // namespace

LayerReader::LayerReader(ReaderState& state, const FlatCall& call, size_t index)
    : b(state.graph),
      state_(state),
      call_(call),
      index_(index),
      config_(call.layer->config.as<ConfigValue::Dict>()),
      args_(call.args),
      kwargs_(call.kwargs),
      path_(layer_path(call)),
      scope_(b, path_),
      args_read_(args_.size()) {}

// ---- settings

const ConfigValue* LayerReader::find(std::string_view name) const {
  const ConfigValue* value = find_in(*config_, name);
  if (!value) value = find_in(kwargs_, name);
  return value && !value->is_null() ? value : nullptr;
}

const ConfigValue* LayerReader::setting(std::string_view name) {
  ignore(name);
  return find(name);
}

bool LayerReader::has(std::string_view name) const { return find(name) != nullptr; }

namespace {

std::unexpected<Error> missing(const LayerReader& call, std::string_view name) {
  return corrupt("{} needs {}", call.class_name(), name);
}

std::unexpected<Error> wrong(std::string_view name, std::string_view expected, const ConfigValue& value) {
  return corrupt("{} should be {}, it is {}", name, expected, value.description());
}

}  // namespace

Result<int64_t> LayerReader::integer(std::string_view name, std::optional<int64_t> fallback) {
  const ConfigValue* value = setting(name);
  if (!value) return fallback ? Result<int64_t>(*fallback) : missing(*this, name);
  if (auto integer = value->integer()) return *integer;
  return wrong(name, "an integer", *value);
}

Result<double> LayerReader::number(std::string_view name, std::optional<double> fallback) {
  const ConfigValue* value = setting(name);
  if (!value) return fallback ? Result<double>(*fallback) : missing(*this, name);
  if (auto number = value->number()) return *number;
  if (const auto* constant = value->as<ConfigValue::Constant>(); constant && (*constant)->count() == 1)
    return (*constant)->to_doubles()[0];
  return wrong(name, "a number", *value);
}

Result<bool> LayerReader::flag(std::string_view name, bool fallback) {
  const ConfigValue* value = setting(name);
  if (!value) return fallback;
  if (const bool* flag = value->as<bool>()) return *flag;
  if (auto integer = value->integer()) return *integer != 0;
  return wrong(name, "true or false", *value);
}

Result<std::string> LayerReader::text(std::string_view name, std::optional<std::string_view> fallback) {
  const ConfigValue* value = setting(name);
  if (!value) return fallback ? Result<std::string>(*fallback) : missing(*this, name);
  if (const std::string* text = value->as<std::string>()) return *text;
  return wrong(name, "a text", *value);
}

Result<Dims> LayerReader::integers(std::string_view name, std::optional<Dims> fallback) {
  const ConfigValue* value = setting(name);
  if (!value) return fallback ? Result<Dims>(std::move(*fallback)) : missing(*this, name);
  if (auto integer = value->integer()) return Dims{*integer};
  if (const auto* constant = value->as<ConfigValue::Constant>()) return (*constant)->to_ints();
  const auto* list = value->as<ConfigValue::List>();
  if (!list) return wrong(name, "a list of integers", *value);
  Dims result;
  for (const ConfigValue& entry : *list) {
    auto integer = entry.integer();
    if (!integer) return wrong(name, "a list of integers", *value);
    result.push_back(*integer);
  }
  return result;
}

Result<Dims> LayerReader::sizes(std::string_view name, size_t count, std::optional<int64_t> fallback, int64_t least) {
  std::optional<Dims> same;
  if (fallback) same = Dims(count, *fallback);
  TRY_ASSIGN(Dims result, integers(name, std::move(same)));
  if (result.size() == 1) result.resize(count, result[0]);
  if (result.size() != count) return corrupt("{} has {} entries for {} axes", name, result.size(), count);
  for (int64_t size : result)
    if (size < least || size > INT32_MAX) return corrupt("{} has the entry {}", name, size);
  return result;
}

Result<std::vector<double>> LayerReader::numbers(std::string_view name) {
  const ConfigValue* value = setting(name);
  if (!value) return missing(*this, name);
  if (auto number = value->number()) return std::vector<double>{*number};
  if (const auto* constant = value->as<ConfigValue::Constant>()) return (*constant)->to_doubles();
  const auto* list = value->as<ConfigValue::List>();
  if (!list) return wrong(name, "a list of numbers", *value);
  std::vector<double> result;
  for (const ConfigValue& entry : *list) {
    auto number = entry.number();
    if (!number) return wrong(name, "a list of numbers", *value);
    result.push_back(*number);
  }
  return result;
}

Result<int64_t> LayerReader::axis(std::string_view name, size_t rank, std::optional<int64_t> fallback) {
  TRY_ASSIGN(Dims list, integers(name, fallback ? std::optional<Dims>(Dims{*fallback}) : std::nullopt));
  if (list.size() != 1) return unsupported("{} [{}] of {} is not supported", name, dims_text(list), class_name());
  return normalize_axis(list[0], rank);
}

Result<Dims> LayerReader::axes(std::string_view name, size_t rank) {
  Dims all;
  for (size_t i = 0; i < rank; ++i) all.push_back(static_cast<int64_t>(i));
  TRY_ASSIGN(Dims list, integers(name, std::move(all)));
  for (int64_t& axis : list) {
    TRY_ASSIGN(axis, normalize_axis(axis, rank));
  }
  std::sort(list.begin(), list.end());
  if (std::adjacent_find(list.begin(), list.end()) != list.end()) return corrupt("{} names an axis twice", name);
  return list;
}

Result<bool> LayerReader::channels_last(std::string_view name) {
  TRY_ASSIGN(std::string format, text(name, "channels_last"));
  if (format != "channels_last" && format != "channels_first") return corrupt("{} is {}", name, format);
  return format == "channels_last";
}

Result<> LayerReader::refuse_training() {
  TRY_ASSIGN(bool training, flag("training", false));
  if (training) return unsupported("{} that is called with training=True is not supported", class_name());
  return {};
}

Result<> LayerReader::only(std::string_view name, std::string_view value) {
  TRY_ASSIGN(std::string present, text(name, value));
  if (present != value) return unsupported("{} with {} {} is not supported", class_name(), name, present);
  return {};
}

// ---- arguments

namespace {

// A plain list of numbers, as Keras 2 writes constants.
Result<> collect_numbers(const ConfigValue& value, size_t axis, Dims& dims, std::vector<double>& elements) {
  const auto* list = value.as<ConfigValue::List>();
  if (!list) {
    auto number = value.number();
    if (!number || axis != dims.size()) return unsupported("a constant that holds {}", value.description());
    elements.push_back(*number);
    return {};
  }
  if (axis >= kMostAxes) return corrupt("a constant has more than {} axes", kMostAxes);
  auto length = static_cast<int64_t>(list->size());
  if (axis == dims.size() && elements.empty()) dims.push_back(length);
  if (axis >= dims.size() || dims[axis] != length) return corrupt("the rows of a constant have several lengths");
  for (const ConfigValue& entry : *list) TRY(collect_numbers(entry, axis + 1, dims, elements));
  return {};
}

bool holds_floats(const ConfigValue& value) {
  if (const auto* list = value.as<ConfigValue::List>()) return std::any_of(list->begin(), list->end(), holds_floats);
  return value.as<double>() != nullptr;
}

}  // namespace

const ConfigValue* LayerReader::argument(size_t position, std::string_view keyword) {
  const ConfigValue* value = nullptr;
  if (position < args_.size()) {
    args_read_[position] = true;
    value = &args_[position];
  } else {
    ignore(keyword);
    value = find_in(kwargs_, keyword);
  }
  return value && !value->is_null() ? value : nullptr;
}

Result<ValueId> LayerReader::place(const ConfigValue& value) {
  const TensorPlace* place = value.as<TensorPlace>();
  const std::vector<ValueId>& results = state_.results[place->call];
  if (place->output < 0 || place->output >= static_cast<int64_t>(results.size()))
    return corrupt("output {} of a layer that has {} is used", place->output, results.size());
  return results[static_cast<size_t>(place->output)];
}

Result<ValueId> LayerReader::value_of(const ConfigValue& value, std::optional<DType> dtype) {
  if (value.as<TensorPlace>()) {
    TRY_ASSIGN(ValueId id, place(value));
    return dtype ? cast(id, *dtype) : id;
  }
  std::optional<Tensor> tensor;
  if (const auto* constant = value.as<ConfigValue::Constant>()) {
    tensor = **constant;
  } else if (value.as<ConfigValue::List>()) {
    Dims dims;
    std::vector<double> elements;
    TRY(collect_numbers(value, 0, dims, elements));
    TRY_ASSIGN(int64_t count, element_count(dims));
    if (count != static_cast<int64_t>(elements.size())) return corrupt("the rows of a constant have several lengths");
    tensor = tensor_from_doubles(elements, holds_floats(value) ? DType::f32 : DType::i32, dims);
  } else if (const bool* flag = value.as<bool>()) {
    double number = *flag;
    tensor = tensor_from_doubles({&number, 1}, DType::boolean, {});
  } else if (auto number = value.number()) {
    double element = *number;
    tensor = tensor_from_doubles({&element, 1}, value.as<double>() ? DType::f32 : DType::i32, {});
  } else {
    return unsupported("{} that takes {} is not supported", class_name(), value.description());
  }
  // Every float is computed in 32 bits.
  DType wanted = dtype ? *dtype : is_float(tensor->dtype()) ? DType::f32 : tensor->dtype();
  TRY_ASSIGN(Tensor converted, cast_tensor(*tensor, wanted));
  return b.constant(std::move(converted));
}

Result<ValueId> LayerReader::tensor(size_t position, std::string_view keyword) {
  const ConfigValue* value = argument(position, keyword);
  if (!value) return missing(*this, keyword);
  if (const auto* list = value->as<ConfigValue::List>(); list && list->size() == 1 && (*list)[0].as<TensorPlace>())
    return place((*list)[0]);
  return value_of(*value, std::nullopt);
}

Result<std::vector<ValueId>> LayerReader::tensors(size_t position, std::string_view keyword) {
  const ConfigValue* value = argument(position, keyword);
  if (!value) return missing(*this, keyword);
  const auto* list = value->as<ConfigValue::List>();
  if (!list) {
    TRY_ASSIGN(ValueId only, value_of(*value, std::nullopt));
    return std::vector<ValueId>{only};
  }
  std::vector<const ConfigValue*> entries;
  for (const ConfigValue& entry : *list) entries.push_back(&entry);
  return operands(entries);
}

ValueId LayerReader::reshape(ValueId value, Dims dims, std::string_view name) {
  ValueId shape_list = b.ints(std::move(dims), name.empty() ? "shape" : fmt::format("{}.shape", name));
  return b.add("reshape", {value, shape_list}, {}, name);
}

ValueId LayerReader::cast(ValueId value, DType dtype) {
  return b.failed() || fact(value).dtype == dtype ? value : b.add("cast", {value}, {{"to", dtype}}, "cast");
}

Result<ValueId> LayerReader::float_tensor(size_t position, std::string_view keyword) {
  TRY_ASSIGN(ValueId value, tensor(position, keyword));
  return cast(value, DType::f32);
}

namespace {

// Floats win over integers, integers over booleans; Python's own numbers over none of their kind.
struct Promotion {
  bool any_float = false, any_weak_integer = false;
  std::optional<DType> integer;
  bool boolean = false;

  void add(DType dtype) {
    if (is_float(dtype))
      any_float = true;
    else if (dtype == DType::boolean)
      boolean = true;
    else if (!integer)
      integer = dtype;
    else if (*integer != dtype)
      integer = dtype_bits(*integer) > 32 || dtype_bits(dtype) > 32 ? DType::i64 : DType::i32;
  }
  DType result() const {
    if (any_float) return DType::f32;
    if (integer) return *integer;
    return any_weak_integer || !boolean ? DType::i32 : DType::boolean;
  }
};

}  // namespace

Result<std::vector<ValueId>> LayerReader::operands(const std::vector<const ConfigValue*>& values) {
  Promotion promotion;
  for (const ConfigValue* value : values) {
    if (!value) return missing(*this, "another operand");
    if (value->as<TensorPlace>()) {
      TRY_ASSIGN(ValueId id, place(*value));
      promotion.add(dtype(id));
    } else if (const auto* constant = value->as<ConfigValue::Constant>()) {
      promotion.add((*constant)->dtype());
    } else if (value->as<bool>()) {
      promotion.boolean = true;
    } else {
      (holds_floats(*value) ? promotion.any_float : promotion.any_weak_integer) = true;
    }
  }
  std::vector<ValueId> result;
  for (const ConfigValue* value : values) {
    TRY_ASSIGN(ValueId id, value_of(*value, promotion.result()));
    result.push_back(id);
  }
  return result;
}

// ---- results

Result<> LayerReader::give(std::vector<ValueId> values) {
  TRY(b.status());
  state_.results[index_] = std::move(values);
  return {};
}

Result<> LayerReader::check_all_read() const {
  for (const auto& [key, value] : *config_)
    if (!says_nothing(value) && !is_ignored(key) && !settings_read_.contains(key))
      return unsupported("the setting {} of {} is not known", key, class_name());
  for (const auto& [key, value] : kwargs_)
    if (!says_nothing(value) && key != "name" && key != "training" && !settings_read_.contains(key))
      return unsupported("{} that is called with {} is not supported", class_name(), key);
  for (size_t i = 0; i < args_.size(); ++i)
    if (!args_read_[i] && !says_nothing(args_[i]))
      return unsupported("{} that is called with {} arguments is not supported", class_name(), args_.size());
  // Weights are read by the first call of a layer.
  if (call_.call > 0 || state_.weights.owner(*call_.layer) != call_.layer) return {};
  for (const auto& [part, paths] : state_.weights.of(*call_.layer).parts)
    for (const std::string& path : paths)
      if (!weights_read_.contains(path)) return unsupported("the weight {} of {} is not known", path, class_name());
  return {};
}

Result<> LayerReader::read_as(const KerasLayer& other, ConfigValue::List args, ConfigValue::Dict settings) {
  static const ConfigValue::Dict kNone;
  config_ = &kNone;
  args_ = std::move(args);
  kwargs_ = std::move(settings);
  args_read_.assign(args_.size(), false);
  settings_read_.clear();
  return other.read(*this);
}

const KerasLayer* find_layer(std::string_view class_name, bool operation) {
  for (const KerasLayer* layer : all_keras_layers()) {
    bool is_operation = layer->module.starts_with("keras.src.ops");
    if (layer->class_name == class_name && is_operation == operation && layer->read) return layer;
  }
  return nullptr;
}

}  // namespace ponte::keras

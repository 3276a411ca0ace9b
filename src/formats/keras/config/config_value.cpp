#include "formats/keras/config/config_value.h"

#include <simdjson.h>

#include <cmath>

namespace ponte::keras {

namespace {

namespace dom = simdjson::dom;

constexpr size_t kMostBytes = size_t{64} << 20;
// Every nested model takes some eight levels.
constexpr int kDeepestConfig = 400;

Result<ConfigValue> convert(const dom::element& element, int depth);

std::string_view text_of(const dom::object& object, std::string_view key) {
  std::string_view text;
  return object[key].get(text) == simdjson::SUCCESS ? text : std::string_view{};
}

// ---- constants

struct Numbers {
  std::vector<double> values;
  Dims dims;
};

Result<> collect(const dom::element& element, size_t axis, Numbers& numbers) {
  dom::array array;
  if (element.get(array) == simdjson::SUCCESS) {
    if (axis >= kMostAxes) return corrupt("a constant has more than {} axes", kMostAxes);
    int64_t length = 0;
    size_t before = numbers.dims.size();
    if (axis == before && !numbers.values.empty()) return corrupt("the rows of a constant have several depths");
    if (axis == before) numbers.dims.push_back(-1);
    for (dom::element entry : array) {
      TRY(collect(entry, axis + 1, numbers));
      ++length;
    }
    if (numbers.dims[axis] == -1) numbers.dims[axis] = length;
    if (numbers.dims[axis] != length) return corrupt("the rows of a constant have several lengths");
    return {};
  }
  if (axis != numbers.dims.size()) return corrupt("the rows of a constant have several depths");
  double number = 0;
  bool flag = false;
  if (element.get(flag) == simdjson::SUCCESS)
    number = flag;
  else if (element.is_null())
    number = std::nan("");
  else if (element.get(number) != simdjson::SUCCESS)
    return corrupt("a constant has an element that is no number");
  numbers.values.push_back(number);
  return {};
}

Result<ConfigValue> constant(const dom::object& config) {
  std::string_view name = text_of(config, "dtype");
  std::optional<DType> dtype = dtype_from_keras(name);
  if (!dtype) return unsupported("a constant of dtype {} is not supported", name);
  dom::element value;
  if (config["value"].get(value) != simdjson::SUCCESS) return corrupt("a constant has no value");
  Numbers numbers;
  TRY(collect(value, 0, numbers));
  TRY_ASSIGN(int64_t count, element_count(numbers.dims));
  if (count != static_cast<int64_t>(numbers.values.size()))
    return corrupt("the rows of a constant have several lengths");
  return ConfigValue(std::make_shared<const Tensor>(tensor_from_doubles(numbers.values, *dtype, numbers.dims)));
}

// ---- what stands for something else

Result<ConfigValue> tensor_name(const dom::object& config) {
  dom::array history;
  std::string_view layer;
  int64_t call = 0, output = 0;
  if (config["keras_history"].get(history) != simdjson::SUCCESS || history.at(0).get(layer) != simdjson::SUCCESS ||
      history.at(1).get(call) != simdjson::SUCCESS || history.at(2).get(output) != simdjson::SUCCESS)
    return corrupt("a tensor without a keras_history");
  return ConfigValue(TensorName{std::string(layer), call, output});
}

Result<std::optional<ConfigValue>> special(const dom::object& object, int depth) {
  std::string_view class_name = text_of(object, "class_name");
  if (!class_name.starts_with("__") && class_name != "TensorShape") return std::nullopt;
  if (class_name == "__tuple__" || class_name == "TensorShape") {
    dom::element items;
    if (object["items"].get(items) != simdjson::SUCCESS) return std::nullopt;
    TRY_ASSIGN(ConfigValue list, convert(items, depth));
    return list;
  }
  dom::object config;
  if (object["config"].get(config) != simdjson::SUCCESS) return std::nullopt;
  if (class_name == "__keras_tensor__") {
    TRY_ASSIGN(ConfigValue tensor, tensor_name(config));
    return tensor;
  }
  if (class_name == "__numpy__" || class_name == "__tensor__") {
    TRY_ASSIGN(ConfigValue value, constant(config));
    return value;
  }
  return std::nullopt;
}

Result<ConfigValue> convert_object(const dom::object& object, int depth) {
  TRY_ASSIGN(std::optional<ConfigValue> meant, special(object, depth));
  if (meant) return std::move(*meant);
  ConfigValue::Dict dict;
  for (dom::key_value_pair field : object) {
    TRY_ASSIGN(ConfigValue value, convert(field.value, depth + 1));
    dict.emplace_back(std::string(field.key), std::move(value));
  }
  return ConfigValue(std::move(dict));
}

Result<ConfigValue> convert(const dom::element& element, int depth) {
  if (depth > kDeepestConfig) return corrupt("the configuration is nested more than {} levels deep", kDeepestConfig);
  switch (element.type()) {
    case dom::element_type::OBJECT: return convert_object(element.get_object().value_unsafe(), depth);
    case dom::element_type::ARRAY: {
      ConfigValue::List list;
      dom::array array = element.get_array().value_unsafe();
      for (dom::element entry : array) {
        TRY_ASSIGN(ConfigValue value, convert(entry, depth + 1));
        list.push_back(std::move(value));
      }
      return ConfigValue(std::move(list));
    }
    case dom::element_type::STRING: return ConfigValue(std::string(element.get_string().value_unsafe()));
    case dom::element_type::INT64: return ConfigValue(element.get_int64().value_unsafe());
    case dom::element_type::UINT64: return ConfigValue(element.get_double().value_unsafe());
    case dom::element_type::DOUBLE: return ConfigValue(element.get_double().value_unsafe());
    case dom::element_type::BOOL: return ConfigValue(element.get_bool().value_unsafe());
    case dom::element_type::NULL_VALUE: break;
  }
  return ConfigValue();
}

// Python's json module writes NaN, Infinity and -Infinity, which JSON does not have. The largest double becomes
// infinite as a float.
std::string with_plain_numbers(std::string_view json) {
  std::string plain;
  plain.reserve(json.size());
  bool quoted = false;
  for (size_t i = 0; i < json.size(); ++i) {
    if (quoted && json[i] == '\\')
      plain += json[i++];
    else if (json[i] == '"')
      quoted = !quoted;
    if (!quoted && json.substr(i).starts_with("Infinity")) {
      plain += "1.7976931348623157e308";
      i += 7;
    } else if (!quoted && json.substr(i).starts_with("NaN")) {
      plain += "null";
      i += 2;
    } else if (i < json.size()) {
      plain += json[i];
    }
  }
  return plain;
}

}  // namespace

std::optional<int64_t> ConfigValue::integer() const {
  if (const int64_t* whole = as<int64_t>()) return *whole;
  const double* number = as<double>();
  if (number && std::abs(*number) < 0x1p53 && *number == std::trunc(*number)) return static_cast<int64_t>(*number);
  return std::nullopt;
}

std::optional<double> ConfigValue::number() const {
  if (const int64_t* whole = as<int64_t>()) return static_cast<double>(*whole);
  if (const double* number = as<double>()) return *number;
  return std::nullopt;
}

std::string_view ConfigValue::text() const {
  const std::string* text = as<std::string>();
  return text ? std::string_view(*text) : std::string_view{};
}

const ConfigValue* ConfigValue::find(std::string_view key) const { return const_cast<ConfigValue*>(this)->find(key); }

ConfigValue* ConfigValue::find(std::string_view key) {
  if (Dict* dict = as<Dict>())
    for (Entry& entry : *dict)
      if (entry.first == key) return &entry.second;
  return nullptr;
}

std::string_view ConfigValue::text(std::string_view key) const {
  const ConfigValue* value = find(key);
  return value ? value->text() : std::string_view{};
}

std::string ConfigValue::description() const {
  struct Describe {
    std::string operator()(std::monostate) const { return "null"; }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(int64_t value) const { return fmt::format("{}", value); }
    std::string operator()(double value) const { return fmt::format("{}", value); }
    std::string operator()(const std::string& value) const { return fmt::format("\"{}\"", value); }
    std::string operator()(const Constant&) const { return "a constant"; }
    std::string operator()(const TensorName&) const { return "a tensor"; }
    std::string operator()(const TensorPlace&) const { return "a tensor"; }
    std::string operator()(const List& list) const { return fmt::format("a list of {}", list.size()); }
    std::string operator()(const Dict& dict) const {
      for (const Entry& entry : dict)
        if (entry.first == "class_name") return fmt::format("an object of class {}", entry.second.text());
      return fmt::format("a dict of {}", dict.size());
    }
  };
  return std::visit(Describe{}, held_);
}

std::optional<DType> dtype_from_keras(std::string_view name) {
  constexpr std::pair<std::string_view, DType> kNames[] = {
      {"float32", DType::f32}, {"float16", DType::f16}, {"bfloat16", DType::bf16}, {"float64", DType::f64},
      {"int8", DType::i8},     {"uint8", DType::u8},    {"int16", DType::i16},     {"uint16", DType::u16},
      {"int32", DType::i32},   {"uint32", DType::u32},  {"int64", DType::i64},     {"uint64", DType::u64},
      {"bool", DType::boolean}};
  for (const auto& [text, dtype] : kNames)
    if (text == name) return dtype;
  return std::nullopt;
}

Result<ConfigValue> parse_config(Bytes json) {
  if (json.size() > kMostBytes)
    return unsupported("a configuration of {} bytes, at most {} are read", json.size(), kMostBytes);
  dom::parser parser;
  dom::element root;
  std::string_view text = as_text(json);
  simdjson::error_code error = parser.parse(text.data(), text.size()).get(root);
  if (error != simdjson::SUCCESS) {
    std::string plain = with_plain_numbers(text);
    error = parser.parse(plain).get(root);
  }
  if (error != simdjson::SUCCESS) return corrupt("not JSON: {}", simdjson::error_message(error));
  return convert(root, 0);
}

}  // namespace ponte::keras

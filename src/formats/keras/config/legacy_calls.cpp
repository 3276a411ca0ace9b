#include "formats/keras/config/legacy_calls.h"

namespace ponte::keras {

namespace {

constexpr std::string_view kConstant = "_CONSTANT_VALUE";

using IsLayer = std::function<bool(std::string_view)>;

std::optional<TensorName> tensor_of(const ConfigValue::List& list) {
  if (list.size() < 3 || list.size() > 4 || !list[0].as<std::string>()) return std::nullopt;
  std::optional<int64_t> call = list[1].integer(), output = list[2].integer();
  if (!call || !output) return std::nullopt;
  return TensorName{*list[0].as<std::string>(), *call, *output};
}

ConfigValue with_tensors(const ConfigValue& value, const IsLayer& is_layer) {
  if (const auto* list = value.as<ConfigValue::List>()) {
    std::optional<TensorName> tensor = tensor_of(*list);
    if (tensor && list->size() == 3 && is_layer(tensor->layer)) return std::move(*tensor);
    ConfigValue::List result;
    for (const ConfigValue& entry : *list) result.push_back(with_tensors(entry, is_layer));
    return result;
  }
  if (const auto* dict = value.as<ConfigValue::Dict>()) {
    ConfigValue::Dict result;
    for (const auto& [key, entry] : *dict) result.emplace_back(key, with_tensors(entry, is_layer));
    return result;
  }
  return value;
}

class FirstArgument {
 public:
  Result<ConfigValue> read(const ConfigValue& value) {
    if (const auto* dict = value.as<ConfigValue::Dict>()) {
      ConfigValue::Dict result;
      for (const auto& [key, entry] : *dict) {
        TRY_ASSIGN(ConfigValue part, read(entry));
        result.emplace_back(key, std::move(part));
      }
      return ConfigValue(std::move(result));
    }
    const auto* list = value.as<ConfigValue::List>();
    if (!list) return corrupt("a call takes {}", value.description());
    if (!list->empty() && (*list)[0].as<std::string>()) return leaf(*list);
    ConfigValue::List result;
    for (const ConfigValue& entry : *list) {
      TRY_ASSIGN(ConfigValue part, read(entry));
      result.push_back(std::move(part));
    }
    return ConfigValue(std::move(result));
  }

  const ConfigValue* kwargs = nullptr;  // those of the first leaf; all have the same

 private:
  Result<ConfigValue> leaf(const ConfigValue::List& list) {
    if (list.size() == 4 && !kwargs) kwargs = &list[3];
    if ((*list[0].as<std::string>()) == kConstant && list.size() >= 3) return list[2];
    std::optional<TensorName> tensor = tensor_of(list);
    if (!tensor) return corrupt("a call takes a list that names no tensor");
    return ConfigValue(std::move(*tensor));
  }
};

}  // namespace

Result<CallConfig> parse_legacy_call(const ConfigValue& node, const IsLayer& is_layer) {
  CallConfig call;
  FirstArgument first;
  TRY_ASSIGN(ConfigValue argument, first.read(node));
  // A single tensor is a list of one.
  auto* list = argument.as<ConfigValue::List>();
  if (list && list->size() == 1)
    call.args.push_back(std::move(list->front()));
  else
    call.args.push_back(std::move(argument));
  const auto* kwargs = first.kwargs ? first.kwargs->as<ConfigValue::Dict>() : nullptr;
  if (!kwargs) return call;
  for (const auto& [key, value] : *kwargs) call.kwargs.emplace_back(key, with_tensors(value, is_layer));
  return call;
}

}  // namespace ponte::keras

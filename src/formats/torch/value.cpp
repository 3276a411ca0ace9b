#include "formats/torch/value.h"

#include <cmath>

namespace ponte::torch {

namespace {

const PickleNode kNone;

std::string quote(std::string_view text) {
  constexpr size_t kShown = 40;
  return fmt::format("'{:.{}}{}'", text, kShown, text.size() > kShown ? "…" : "");
}

/// None, or the value under `key`, the later one when a key is there twice, as in Python.
PickleId find_entry(const Pickle& pickle, const PickledDict& dict, std::string_view key) {
  for (size_t i = dict.entries.size(); i-- > 0;) {
    const auto* text = std::get_if<std::string_view>(&pickle.nodes[dict.entries[i].first]);
    if (text && *text == key) return dict.entries[i].second;
  }
  return kNoneId;
}

template <class T>
Result<std::vector<T>> convert_items(const PickleValue& value, Result<T> (PickleValue::*convert)() const) {
  if (!value.is_sequence()) return corrupt("{} where a list is expected", value.description());
  std::vector<T> converted;
  for (const PickleValue& item : value.items()) {
    TRY_ASSIGN(T element, in_context((item.*convert)(), fmt::format("element {}", converted.size())));
    converted.push_back(std::move(element));
  }
  return converted;
}

}  // namespace

const PickleNode& PickleValue::node() const { return pickle_ ? pickle_->nodes[id_] : kNone; }

bool PickleValue::is_sequence() const { return as<PickledList>() || as<PickledTuple>() || as<PickledSet>(); }

std::string PickleValue::description() const {
  if (const auto* flag = as<bool>()) return *flag ? "True" : "False";
  if (const auto* integer = as<int64_t>()) return fmt::format("the int {}", *integer);
  if (const auto* real = as<double>()) return fmt::format("the float {}", *real);
  if (const auto* text = as<std::string_view>()) return "the str " + quote(*text);
  if (as<PickledGlobal>()) return "the class " + class_path();
  if (as<PickledObject>()) return "an object of class " + class_path();
  if (as<BigInteger>()) return "an int of more than 64 bits";
  if (as<PickledBytes>()) return "bytes";
  if (as<PickledList>()) return "a list";
  if (as<PickledTuple>()) return "a tuple";
  if (as<PickledDict>()) return "a dict";
  if (as<PickledSet>()) return "a set";
  if (as<PickledTensor>()) return "a tensor";
  if (as<PickledStorage>()) return "a storage";
  return "None";
}

Result<bool> PickleValue::as_bool() const {
  if (const auto* flag = as<bool>()) return *flag;
  if (const auto* integer = as<int64_t>()) return *integer != 0;
  return corrupt("{} where a bool is expected", description());
}

Result<int64_t> PickleValue::as_int() const {
  if (const auto* integer = as<int64_t>()) return *integer;
  if (const auto* flag = as<bool>()) return int64_t{*flag};
  constexpr double kExact = 9007199254740992.0;  // 2^53
  if (const auto* real = as<double>(); real && std::abs(*real) <= kExact && *real == std::trunc(*real))
    return static_cast<int64_t>(*real);
  return corrupt("{} where an int is expected", description());
}

Result<double> PickleValue::as_float() const {
  if (const auto* real = as<double>()) return *real;
  if (const auto* integer = as<int64_t>()) return static_cast<double>(*integer);
  return corrupt("{} where a float is expected", description());
}

Result<std::string> PickleValue::as_string() const {
  if (const auto* text = as<std::string_view>()) return std::string(*text);
  return corrupt("{} where a str is expected", description());
}

Result<Dims> PickleValue::as_ints() const {
  if (as<int64_t>()) return Dims{*as<int64_t>()};
  return convert_items(*this, &PickleValue::as_int);
}

Result<std::vector<double>> PickleValue::as_floats() const { return convert_items(*this, &PickleValue::as_float); }

Result<std::vector<std::string>> PickleValue::as_strings() const {
  return convert_items(*this, &PickleValue::as_string);
}

Result<Tensor> PickleValue::as_tensor() const {
  if (const auto* tensor = as<PickledTensor>()) return pickle_->tensors->read(tensor->index);
  return corrupt("{} where a tensor is expected", description());
}

std::vector<PickleValue> PickleValue::items() const {
  const std::vector<PickleId>* ids = nullptr;
  if (const auto* list = as<PickledList>()) ids = &list->items;
  if (const auto* tuple = as<PickledTuple>()) ids = &tuple->items;
  if (const auto* set = as<PickledSet>()) ids = &set->items;
  if (const auto* object = as<PickledObject>(); object && object->items != kNoneId) return at(object->items).items();
  std::vector<PickleValue> values;
  if (!ids) return values;
  values.reserve(ids->size());
  for (PickleId id : *ids) values.push_back(at(id));
  return values;
}

std::vector<std::pair<PickleValue, PickleValue>> PickleValue::entries() const {
  const auto* dict = as<PickledDict>();
  if (const auto* object = as<PickledObject>(); object && object->entries != kNoneId)
    dict = at(object->entries).as<PickledDict>();
  std::vector<std::pair<PickleValue, PickleValue>> pairs;
  if (!dict) return pairs;
  pairs.reserve(dict->entries.size());
  for (const auto& [key, value] : dict->entries) pairs.emplace_back(at(key), at(value));
  return pairs;
}

PickleValue PickleValue::get(std::string_view key) const {
  const auto* dict = as<PickledDict>();
  if (const auto* object = as<PickledObject>(); object && object->entries != kNoneId)
    dict = at(object->entries).as<PickledDict>();
  return dict ? at(find_entry(*pickle_, *dict, key)) : PickleValue();
}

PickleValue PickleValue::attribute(std::string_view name) const {
  const auto* object = as<PickledObject>();
  if (!object) return {};
  PickleValue state = at(object->state);
  if (const auto* parts = state.as<PickledTuple>(); parts && parts->items.size() == 2) {
    // (dict, slots): a class with __slots__ keeps some attributes outside its dict.
    PickleValue in_slots = at(parts->items[1]).get(name);
    return in_slots.is_none() ? at(parts->items[0]).get(name) : in_slots;
  }
  return state.get(name);
}

std::vector<std::pair<PickleValue, PickleValue>> PickleValue::attributes() const {
  const auto* object = as<PickledObject>();
  if (!object) return {};
  PickleValue state = at(object->state);
  const auto* parts = state.as<PickledTuple>();
  if (!parts || parts->items.size() != 2) return state.is_dict() ? state.entries() : decltype(state.entries()){};
  std::vector<std::pair<PickleValue, PickleValue>> all;
  for (PickleId part : parts->items) {
    if (!at(part).is_dict()) continue;
    auto some = at(part).entries();
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

std::string PickleValue::class_path() const {
  if (const auto* object = as<PickledObject>()) {
    const auto* callable = at(object->callable).as<PickledGlobal>();
    return callable ? fmt::format("{}.{}", callable->module, callable->name) : std::string();
  }
  if (const auto* global = as<PickledGlobal>()) return fmt::format("{}.{}", global->module, global->name);
  return {};
}

}  // namespace ponte::torch

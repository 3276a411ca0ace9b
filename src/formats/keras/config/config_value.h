#pragma once
// What Keras writes into JSON: plain values, constants, and tensors that calls take.

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "graph/tensor.h"
#include "uses/keras.h"

namespace ponte::keras {

/// Of a tensor; more are corrupt.
inline constexpr size_t kMostAxes = 16;

/// An output of a call of a layer of the same model. Calls count from 0, also of nested models.
struct TensorName {
  std::string layer;
  int64_t call = 0;
  int64_t output = 0;
};

/// The same in a flattened model: the place of the call among all.
struct TensorPlace {
  size_t call = 0;
  int64_t output = 0;
};

class ConfigValue {
 public:
  using List = std::vector<ConfigValue>;
  using Entry = std::pair<std::string, ConfigValue>;
  using Dict = std::vector<Entry>;  // in the order of the file
  using Constant = std::shared_ptr<const Tensor>;

  ConfigValue() = default;
  ConfigValue(bool held) : held_(held) {}
  ConfigValue(int64_t held) : held_(held) {}
  ConfigValue(double held) : held_(held) {}
  ConfigValue(std::string held) : held_(std::move(held)) {}
  ConfigValue(Constant held) : held_(std::move(held)) {}
  ConfigValue(TensorName held) : held_(std::move(held)) {}
  ConfigValue(TensorPlace held) : held_(held) {}
  ConfigValue(List held) : held_(std::move(held)) {}
  ConfigValue(Dict held) : held_(std::move(held)) {}

  bool is_null() const { return std::holds_alternative<std::monostate>(held_); }
  template <class T>
  const T* as() const {
    return std::get_if<T>(&held_);
  }
  template <class T>
  T* as() {
    return std::get_if<T>(&held_);
  }
  /// An integer, or a float that is one.
  std::optional<int64_t> integer() const;
  std::optional<double> number() const;
  /// The text, or "" when this is none.
  std::string_view text() const;
  /// The entry of a dict, or null when there is none or this is no dict.
  const ConfigValue* find(std::string_view key) const;
  ConfigValue* find(std::string_view key);
  /// The text of an entry, or "".
  std::string_view text(std::string_view key) const;
  /// "a list", "the text relu", …: for errors.
  std::string description() const;

 private:
  std::variant<std::monostate, bool, int64_t, double, std::string, Constant, TensorName, TensorPlace, List, Dict> held_;
};

/// Calls visit(leaf) for each value that is neither a list nor a dict, dicts by sorted keys: the order in which Keras
/// flattens structures. `value` may be const.
template <class Value, class Visit>
Result<> for_each_leaf(Value& value, const Visit& visit) {
  if (auto* list = value.template as<ConfigValue::List>()) {
    for (auto& entry : *list) TRY(for_each_leaf(entry, visit));
    return {};
  }
  auto* dict = value.template as<ConfigValue::Dict>();
  if (!dict) return visit(value);
  std::vector<size_t> order(dict->size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return (*dict)[a].first < (*dict)[b].first; });
  for (size_t i : order) TRY(for_each_leaf((*dict)[i].second, visit));
  return {};
}

/// "float32", "int64", …
std::optional<DType> dtype_from_keras(std::string_view name);

/// Reads JSON as Keras writes it. {"class_name": "__keras_tensor__", …} becomes a TensorName, "__numpy__" and
/// "__tensor__" constants, tuples lists; NaN and Infinity are allowed.
Result<ConfigValue> parse_config(Bytes json);

}  // namespace ponte::keras

#pragma once
// Attributes of a node: named values, sorted by name.

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "graph/dtype.h"
#include "graph/shape.h"

namespace ponte::graph {

enum class AttrType { boolean, integer, number, text, integers, numbers, dtype };

using AttrValue = std::variant<bool, int64_t, double, std::string, std::vector<int64_t>, std::vector<double>, DType>;

inline AttrType attr_type(const AttrValue& value) { return static_cast<AttrType>(value.index()); }

class Attrs {
 public:
  using Entry = std::pair<std::string, AttrValue>;

  Attrs() = default;
  Attrs(std::initializer_list<Entry> entries);

  void set(std::string name, AttrValue value);
  const AttrValue* find(std::string_view name) const;
  bool has(std::string_view name) const { return find(name) != nullptr; }

  // The operator's schema guarantees presence and type once a node is in a graph; asking for what the schema does
  // not have is a bug of ours and gives the type's empty value.
  bool boolean(std::string_view name) const { return get<bool>(name); }
  int64_t integer(std::string_view name) const { return get<int64_t>(name); }
  double number(std::string_view name) const { return get<double>(name); }
  const std::string& text(std::string_view name) const { return get<std::string>(name); }
  const std::vector<int64_t>& integers(std::string_view name) const { return get<std::vector<int64_t>>(name); }
  const std::vector<double>& numbers(std::string_view name) const { return get<std::vector<double>>(name); }
  DType dtype(std::string_view name) const { return get<DType>(name); }

  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }
  bool operator==(const Attrs&) const = default;

 private:
  template <class T>
  const T& get(std::string_view name) const {
    static const T kEmpty{};
    const AttrValue* value = find(name);
    const T* typed = value ? std::get_if<T>(value) : nullptr;
    return typed ? *typed : kEmpty;
  }

  std::vector<Entry> entries_;
};

}  // namespace ponte::graph

#include "graph/op.h"

#include <unordered_map>

namespace ponte::graph {

std::optional<std::vector<Dim>> OpContext::ints(size_t i) const {
  if (!has_input(i)) return std::nullopt;
  constexpr int64_t kSmall = 1024;
  if (const Tensor* tensor = constant(i); tensor && !is_float(tensor->dtype()) && tensor->count() <= kSmall) {
    Dims elements = tensor->to_ints();
    return std::vector<Dim>(elements.begin(), elements.end());
  }
  return fact(i).ints;
}

std::optional<Dims> OpContext::known_ints(size_t i) const {
  auto elements = ints(i);
  if (!elements) return std::nullopt;
  return known_dims(*elements);
}

const OpInfo* find_op(std::string_view name) {
  for (const OpInfo* op : all_ops())
    if (op->name == name) return op;
  return nullptr;
}

namespace {

// "1,1": the single digits that defaults are made of.
std::vector<int64_t> integer_list(std::string_view text) {
  std::vector<int64_t> list;
  for (char digit : text)
    if (digit != ',') list.push_back(digit - '0');
  return list;
}

}  // namespace

std::optional<AttrValue> default_value(const AttrSpec& spec) {
  if (spec.default_number) {
    double number = *spec.default_number;
    if (spec.type == AttrType::boolean) return AttrValue(number != 0);
    if (spec.type == AttrType::integer) return AttrValue(static_cast<int64_t>(number));
    if (spec.type == AttrType::number) return AttrValue(number);
  }
  if (spec.default_text) {
    if (spec.type == AttrType::text) return AttrValue(std::string(*spec.default_text));
    if (spec.type == AttrType::integers) return AttrValue(integer_list(*spec.default_text));
    if (spec.type == AttrType::dtype) return AttrValue(dtype_from_name(*spec.default_text).value_or(DType::f32));
    if (spec.type == AttrType::numbers) return AttrValue(std::vector<double>{});
  }
  return std::nullopt;
}

const AttrSpec* find_attr(const OpInfo& op, std::string_view name) {
  for (const AttrSpec& spec : op.attrs)
    if (spec.name == name) return &spec;
  return nullptr;
}

Result<Attrs> complete_attrs(const OpInfo& op, Attrs attrs) {
  for (const auto& [name, value] : attrs) {
    const AttrSpec* spec = find_attr(op, name);
    if (!spec) return internal("operator {} has no attribute {}", op.name, name);
    if (spec->type != attr_type(value)) return internal("attribute {} of {} has the wrong type", name, op.name);
  }
  for (const AttrSpec& spec : op.attrs) {
    if (attrs.has(spec.name)) continue;
    auto value = default_value(spec);
    if (!value) return internal("operator {} needs the attribute {}", op.name, spec.name);
    attrs.set(std::string(spec.name), std::move(*value));
  }
  return attrs;
}

}  // namespace ponte::graph

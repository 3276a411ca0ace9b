#include "formats/keras/read/operation_readers.h"

#include "formats/keras/read/activations.h"

namespace ponte::keras {

Result<> read_unary(LayerReader& call, std::string_view op, bool keeps_integers) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  bool stays = keeps_integers && is_integer(call.dtype(x));
  return call.give(call.b.unary(op, stays ? x : call.cast(x, DType::f32)));
}

Result<> read_binary(LayerReader& call, std::string_view op) {
  TRY_ASSIGN(std::vector<ValueId> x, call.operands({call.argument(0, "x1"), call.argument(1, "x2")}));
  return call.give(call.b.add(op, std::move(x)));
}

Result<> read_float_binary(LayerReader& call, std::string_view op) {
  TRY_ASSIGN(std::vector<ValueId> x, call.operands({call.argument(0, "x1"), call.argument(1, "x2")}));
  for (ValueId& value : x) value = call.cast(value, DType::f32);
  return call.give(call.b.add(op, std::move(x)));
}

Result<> read_logical(LayerReader& call, std::string_view op) {
  TRY_ASSIGN(std::vector<ValueId> x, call.operands({call.argument(0, "x1"), call.argument(1, "x2")}));
  for (ValueId& value : x) value = call.cast(value, DType::boolean);
  return call.give(call.b.add(op, std::move(x)));
}

Result<> read_reduction(LayerReader& call, std::string_view op, bool as_float) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  if (as_float) x = call.cast(x, DType::f32);
  TRY_ASSIGN(Dims axes, call.axes("axis", call.rank(x)));
  TRY_ASSIGN(bool keep_dims, call.flag("keepdims", false));
  return call.give(call.b.add(op, {x}, {{"axes", std::move(axes)}, {"keep_dims", keep_dims}}));
}

Result<> read_arg_reduction(LayerReader& call, std::string_view op) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  TRY_ASSIGN(bool keep_dims, call.flag("keepdims", false));
  if (!call.has("axis")) {
    if (keep_dims) return unsupported("{} of all axes with keepdims", call.class_name());
    x = call.reshape(x, {-1}, "flat");
  }
  TRY_ASSIGN(int64_t axis, call.axis("axis", call.rank(x), 0));
  return call.give(call.b.add(op, {x}, {{"axis", axis}, {"keep_dims", keep_dims}}));
}

Result<std::vector<ValueId>> merge_operands(LayerReader& call) {
  TRY_ASSIGN(std::vector<ValueId> parts, call.tensors());
  if (parts.empty()) return corrupt("{} of nothing", call.class_name());
  size_t most = 0;
  for (ValueId& part : parts) {
    part = call.cast(part, DType::f32);
    most = std::max(most, call.rank(part));
  }
  for (ValueId& part : parts) {
    if (call.rank(part) == most) continue;
    Dims axes;
    for (size_t i = call.rank(part); i < most; ++i) axes.push_back(static_cast<int64_t>(axes.size()) + 1);
    part = call.b.add("unsqueeze", {part}, {{"axes", std::move(axes)}}, "unsqueeze");
  }
  return parts;
}

Result<> read_merge(LayerReader& call, std::string_view op) {
  TRY_ASSIGN(std::vector<ValueId> parts, merge_operands(call));
  ValueId total = parts[0];
  for (size_t i = 1; i < parts.size(); ++i) {
    std::string name = i + 1 == parts.size() ? "" : fmt::format("{}_{}", op, i);
    total = call.b.add(op, {total, parts[i]}, {}, name);
  }
  return call.give(total);
}

Result<> read_pass_through(LayerReader& call) {
  for (std::string_view name : {"rate", "noise_shape", "stddev", "factor", "mode", "data_format", "fill_mode",
                                "fill_value", "interpolation", "height_factor", "width_factor", "l1", "l2",
                                "value_range", "drop_path_rate", "bounding_box_format", "lower", "upper", "scale"})
    call.ignore(name);
  TRY(call.refuse_training());
  TRY_ASSIGN(ValueId x, call.tensor());
  return call.give(x);
}

Result<> read_activation(LayerReader& call, std::string_view activation) {
  TRY_ASSIGN(ValueId x, call.float_tensor(0, "x"));
  TRY_ASSIGN(x, activate_by_name(call, x, activation, ""));
  return call.give(x);
}

bool never_negative(LayerReader& call, ValueId value) {
  // A few steps back: what is computed of indices stays one.
  for (int steps = 0; steps < 8; ++steps) {
    const Node* node = call.graph().producer(value);
    if (!node) return false;
    bool best = node->is("topk") && call.graph().value(value).slot == 1;
    if (best || node->is("argmax") || node->is("argmin")) return true;
    bool moves = node->is("cast") || node->is("reshape") || node->is("unsqueeze") || node->is("squeeze") ||
                 node->is("gather_elements") || node->is("slice") || node->is("identity");
    if (!moves) return false;
    value = node->inputs[0];
  }
  return false;
}

Result<std::vector<ValueId>> equal_parts(LayerReader& call, ValueId x, int64_t count, int64_t axis) {
  constexpr int64_t kMost = 100'000;
  const Dim& size = call.shape(x)[static_cast<size_t>(axis)];
  if (!size.known()) return unsupported("parts of an axis of open size are not supported");
  if (count < 1 || count > kMost || size.size % count != 0)
    return corrupt("{} parts of an axis of {}", count, size.size);
  auto parts = static_cast<size_t>(count);
  return call.b.add_multi("split", {x}, {{"axis", axis}, {"sizes", Dims(parts, size.size / count)}}, parts, "split");
}

Result<Dims> open_sizes(LayerReader& call, std::string_view name, const Shape& input) {
  const ConfigValue* value = call.setting(name);
  const auto* list = value ? value->as<ConfigValue::List>() : nullptr;
  if (!list) return call.integers(name);
  Dims sizes;
  for (const ConfigValue& entry : *list) {
    auto size = entry.integer();
    if (!size && !entry.is_null()) return corrupt("{} holds {}", name, entry.description());
    if (size && (*size < -1 || *size > INT32_MAX)) return corrupt("{} has the entry {}", name, *size);
    if (!size && sizes.size() >= input.size()) return corrupt("{} has more open entries than the input has axes", name);
    sizes.push_back(size.value_or(0));
  }
  return sizes;
}

namespace {

// [begin, end], or one number for both.
Result<std::array<int64_t, 2>> width_pair(const ConfigValue& entry, std::string_view name) {
  const auto* list = entry.as<ConfigValue::List>();
  bool listed = list && !list->empty();
  auto first = listed ? list->front().integer() : entry.integer(), last = listed ? list->back().integer() : first;
  if (!first || !last || *first < 0 || *last < 0 || *first > INT32_MAX || *last > INT32_MAX)
    return corrupt("{} holds {}", name, entry.description());
  return std::array{*first, *last};
}

// One pair per axis, or one for all.
ConfigValue::List width_rows(const ConfigValue& value) {
  if (const auto* constant = value.as<ConfigValue::Constant>()) {
    ConfigValue::List rows;
    Dims numbers = (*constant)->to_ints();
    for (size_t i = 0; i + 1 < numbers.size(); i += 2) rows.push_back(ConfigValue::List{numbers[i], numbers[i + 1]});
    return rows;
  }
  const auto* list = value.as<ConfigValue::List>();
  return list && !list->empty() && list->front().as<ConfigValue::List>() ? *list : ConfigValue::List{value};
}

}  // namespace

Result<Dims> pad_widths(LayerReader& call, std::string_view name, size_t rank) {
  const ConfigValue* value = call.setting(name);
  if (!value) return corrupt("{} needs {}", call.class_name(), name);
  std::vector<std::array<int64_t, 2>> pairs;
  for (const ConfigValue& row : width_rows(*value)) {
    TRY_ASSIGN(auto pair, width_pair(row, name));
    pairs.push_back(pair);
  }
  if (pairs.size() == 1) pairs.resize(rank, pairs[0]);
  if (pairs.size() != rank) return corrupt("{} is for {} axes, there are {}", name, pairs.size(), rank);
  Dims pads;
  for (size_t side = 0; side < 2; ++side)
    for (const auto& pair : pairs) pads.push_back(pair[side]);
  return pads;
}

ValueId int_list(LayerReader& call, Dims elements, std::string_view name) {
  return call.b.ints(std::move(elements), name);
}

ValueId slice(LayerReader& call, ValueId x, Dims begins, Dims ends, Dims axes, Dims steps, std::string_view name) {
  std::vector<ValueId> inputs{x, int_list(call, std::move(begins), "begins"), int_list(call, std::move(ends), "ends"),
                              int_list(call, std::move(axes), "axes")};
  if (std::any_of(steps.begin(), steps.end(), [](int64_t step) { return step != 1; }))
    inputs.push_back(int_list(call, std::move(steps), "steps"));
  return call.b.add("slice", std::move(inputs), {}, name);
}

ValueId pad(LayerReader& call, ValueId x, Dims pads, std::string_view name) {
  return call.b.add("pad", {x, int_list(call, std::move(pads), "pads")}, {}, name);
}

Attrs repeat_attrs() {
  return {{"mode", std::string("nearest")},
          {"coordinates", std::string("asymmetric")},
          {"nearest_mode", std::string("floor")}};
}

Result<Attrs> resize_attrs(std::string_view interpolation) {
  // Pixels are squares whose centres are what is sampled; of two as near ones the later counts.
  if (interpolation == "nearest")
    return Attrs{{"mode", std::string("nearest")},
                 {"coordinates", std::string("half_pixel")},
                 {"nearest_mode", std::string("round_prefer_ceil")}};
  if (interpolation == "bilinear")
    return Attrs{{"mode", std::string("linear")}, {"coordinates", std::string("half_pixel")}};
  if (interpolation == "bicubic")
    return Attrs{{"mode", std::string("cubic")},
                 {"coordinates", std::string("half_pixel")},
                 {"cubic_coeff_a", -0.5},
                 {"exclude_outside", true}};
  return unsupported("the interpolation {} is not supported", interpolation);
}

}  // namespace ponte::keras

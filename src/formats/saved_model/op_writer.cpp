#include "formats/saved_model/op_writer.h"

#include <algorithm>

#include "graph/evaluate/evaluate_move.h"

namespace ponte::saved_model {

namespace {

/// From this many elements on a constant is kept beside the graph, whose message may not pass 2 GB.
constexpr int64_t kLargeConstant = 1 << 18;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool keeps_order(const Dims& dims, const Dims& perm) {
  Dims moving;  // axes of size 1 may stand anywhere
  for (int64_t axis : perm)
    if (dims[static_cast<size_t>(axis)] != 1) moving.push_back(axis);
  return std::is_sorted(moving.begin(), moving.end());
}

MakeBytes make_transposed(Tensor tensor, Dims perm) {
  return [tensor = std::move(tensor), perm = std::move(perm)]() -> Result<SharedBytes> {
    Tensor moved = keeps_order(tensor.dims(), perm) ? tensor : transpose(tensor, perm);
    return SharedBytes{moved.bytes(), moved.owner()};
  };
}

}  // namespace

std::string scope_of(std::string_view path) {
  while (path.starts_with('/')) path.remove_prefix(1);
  std::string scope;
  for (size_t i = 0; i < path.size(); ++i) {
    char c = path[i];
    bool parts = c == '.' && i + 1 < path.size() && !is_digit(path[i + 1]);
    bool legal = is_digit(c) || is_letter(c) || c == '.' || c == '-' || c == '/' || (c == '_' && i > 0);
    scope.push_back(parts && i > 0 ? '/' : legal ? c : i == 0 ? '.' : '_');
  }
  return scope.empty() ? "node" : scope;
}

std::string WriterState::unique_name(const std::string& wanted) {
  std::string name = wanted;
  for (int i = 1; !names.insert(name).second; ++i) name = fmt::format("{}_{}", wanted, i);
  return name;
}

Result<std::string> OpWriter::input(size_t i) {
  if (!has_input(i)) return unsupported("{} without input {}", node().op->name, i);
  return value(node().inputs[i]);
}

Result<std::string> OpWriter::value(ValueId id) {
  auto found = state_.values.find(id.index);
  if (found != state_.values.end()) return found->second;
  const Value& value = graph().value(id);
  if (!value.is_constant()) return internal("{} is used before it is made", value.name);
  std::string reference;
  if (is_float(value.fact.dtype) && value.constant->count() >= kLargeConstant) {
    Dims as_is;
    for (size_t axis = 0; axis < value.constant->dims().size(); ++axis) as_is.push_back(static_cast<int64_t>(axis));
    TRY_ASSIGN(reference, variable(id, "table", as_is, {}, true));
  } else {
    TRY_ASSIGN(reference, constant_node(*value.constant, scope_of(value.name)));
  }
  state_.values[id.index] = reference;
  return reference;
}

Result<std::vector<std::string>> OpWriter::inputs() {
  std::vector<std::string> all;
  for (size_t i = 0; i < node().inputs.size(); ++i) {
    TRY_ASSIGN(std::string one, input(i));
    all.push_back(std::move(one));
  }
  return all;
}

std::string OpWriter::list_of_ints(const Dims& elements, bool is_scalar) {
  auto [entry, is_new] = state_.int_lists.try_emplace({elements, is_scalar});
  if (!is_new) return entry->second;
  std::vector<int32_t> narrow;
  for (int64_t element : elements)
    narrow.push_back(static_cast<int32_t>(std::clamp<int64_t>(element, INT32_MIN, INT32_MAX)));
  Dims dims = is_scalar ? Dims{} : Dims{static_cast<int64_t>(elements.size())};
  std::string name = state_.unique_name(fmt::format("ints/{}", state_.int_lists.size() - 1));
  NodeDef& made = state_.nodes.emplace_back(name, "Const", std::vector<std::string>{});
  made.type("dtype", DataType::i32).tensor("value", tensor_message(DataType::i32, Tensor::of(std::move(narrow), dims)));
  entry->second = made.out("output");
  return entry->second;
}

std::string OpWriter::ints(const Dims& elements) { return list_of_ints(elements, false); }
std::string OpWriter::integer(int64_t element) { return list_of_ints({element}, true); }

std::string OpWriter::number(double element, DataType type) {
  DType dtype = type == DataType::f16 ? DType::f16 : type == DataType::f64 ? DType::f64 : DType::f32;
  Tensor tensor = tensor_from_doubles({&element, 1}, dtype, {});
  NodeDef& made = add("Const", {});
  made.type("dtype", type).tensor("value", tensor_message(type, tensor));
  return made.out("output");
}

Result<std::string> OpWriter::constant_node(const Tensor& tensor, std::string_view name) {
  Tensor kept = tensor;
  if (tensor.dtype() == DType::bf16) {
    TRY_ASSIGN(kept, cast_tensor(tensor, DType::f32));
  }
  TRY_ASSIGN(DataType type, data_type(kept.dtype()));
  NodeDef& made = state_.nodes.emplace_back(state_.unique_name(scope_of(name)), "Const", std::vector<std::string>{});
  made.type("dtype", type).tensor("value", tensor_message(type, kept));
  return made.out("output");
}

Result<std::string> OpWriter::weight(size_t i, std::string_view name, const Dims& perm, const Dims& dims,
                                     bool trainable) {
  TRY(need_constant(i, "a weight"));
  return variable(node().inputs[i], name, perm, dims, trainable);
}

Result<std::string> OpWriter::variable(ValueId id, std::string_view name, const Dims& perm, const Dims& dims,
                                       bool trainable) {
  const Tensor& tensor = *graph().value(id).constant;
  Dims key = perm;
  key.insert(key.end(), dims.begin(), dims.end());
  auto [entry, is_new] = state_.weights.try_emplace({id.index, key});
  if (!is_new) return entry->second;
  TRY_ASSIGN(DataType type, data_type(tensor.dtype()));
  std::string full = state_.unique_name(fmt::format("{}/{}", scope_, name));
  Variable variable{.name = full,
                    .argument = fmt::format("weight_{}", state_.variables.size()),
                    .type = type,
                    .dims = dims.empty() ? reorder(tensor.dims(), perm) : dims,
                    .make = make_transposed(tensor, perm),
                    .trainable = trainable};
  NodeDef& read = state_.nodes.emplace_back(state_.unique_name(full + "/Read"), "ReadVariableOp",
                                            std::vector<std::string>{variable.argument});
  read.type("dtype", type);
  state_.variables.push_back(std::move(variable));
  entry->second = read.out("value");
  return entry->second;
}

NodeDef& OpWriter::add(std::string_view op, std::vector<std::string> inputs) {
  return state_.nodes.emplace_back(state_.unique_name(fmt::format("{}/{}", scope_, op)), op, std::move(inputs));
}

NodeDef& OpWriter::finish(std::vector<std::string> inputs) {
  NodeDef& made = add_typed(op_.name, std::move(inputs));
  bind(made.out(op_.output));
  return made;
}

}  // namespace ponte::saved_model

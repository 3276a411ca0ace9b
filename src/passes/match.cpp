#include "passes/match.h"

#include <algorithm>
#include <cmath>

namespace ponte::passes {

const Tensor* constant_input(const Graph& graph, const Node& node, size_t i) {
  if (i >= node.inputs.size() || !node.inputs[i]) return nullptr;
  const Value& value = graph.value(node.inputs[i]);
  return value.constant ? &*value.constant : nullptr;
}

std::optional<double> scalar_constant(const Graph& graph, ValueId value) {
  if (!value) return std::nullopt;
  const auto& constant = graph.value(value).constant;
  if (!constant || constant->count() != 1) return std::nullopt;
  return constant->to_doubles()[0];
}

const Node* producer_of(const Graph& graph, ValueId value, std::string_view op) {
  const Node* node = value ? graph.producer(value) : nullptr;
  return node && node->is(op) ? node : nullptr;
}

bool has_one_use(const Graph& graph, ValueId value) {
  return graph.value(value).consumers.size() == 1 && !graph.is_output(value);
}

std::optional<ConstantOperand> constant_operand(const Graph& graph, const Node& node) {
  if (node.inputs.size() != 2) return std::nullopt;
  for (size_t i : {size_t{1}, size_t{0}})
    if (constant_input(graph, node, i)) return ConstantOperand{i, node.inputs[i], node.inputs[1 - i]};
  return std::nullopt;
}

bool nearly(double number, double wanted, DType dtype) {
  double tolerance = dtype == DType::f16 ? 1e-3 : dtype == DType::bf16 ? 8e-3 : 1e-6;
  return std::abs(number - wanted) <= tolerance * std::abs(wanted);
}

bool surely_equal(const Shape& a, const Shape& b) {
  return a == b && std::ranges::none_of(a, [](const Dim& dim) { return dim == Dim(); });
}

bool can_bypass(const Graph& graph, ValueId old_value, ValueId replacement) {
  if (!graph.is_output(old_value)) return true;
  return graph.value(replacement).producer && !graph.is_output(replacement);
}

bool can_bypass(const Graph& graph, NodeId id) {
  const Node& node = graph.node(id);
  return can_bypass(graph, node.outputs[0], node.inputs[0]);
}

std::string common_scope(const Node& first, const Node& last) {
  const std::string &a = first.name, &b = last.name;
  size_t end = static_cast<size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
  size_t separator = end == 0 ? std::string::npos : a.find_last_of("./", end - 1);
  return separator == std::string::npos || separator == 0 ? b : a.substr(0, separator);
}

}  // namespace ponte::passes

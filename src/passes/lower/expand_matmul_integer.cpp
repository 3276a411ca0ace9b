// Before   y = matmul_integer(a, b, zero of a, zero of b)
// After    y = cast(matmul(cast(a) - cast(zero of a), cast(b) - cast(zero of b))), in f64
// Needs    a reader of the graph that cannot take matmul_integer; zero points of one element, or of one per column of b
// Keeps    name, dtype, shape and values of y

#include "passes/rule.h"

namespace ponte::passes::lower_expand_matmul_integer {

namespace {

bool is_single(const Shape& shape) { return shape.empty() || shape == Shape{1}; }

bool match(const Graph& graph, NodeId id) {
  const Node& node = graph.node(id);
  return node.inputs.size() < 3 || !node.inputs[2] || is_single(graph.value(node.inputs[2]).fact.shape);
}

ValueId add_numbers(const Node& node, size_t operand, Patch& patch, const std::string& name) {
  auto as_f64 = [&](ValueId x, std::string cast) {
    return patch.add("cast", {x}, {{"to", DType::f64}}, std::move(cast));
  };
  ValueId numbers = as_f64(node.inputs[operand], name);
  size_t zero = operand + 2;
  if (node.inputs.size() <= zero || !node.inputs[zero]) return numbers;
  return patch.add("sub", {numbers, as_f64(node.inputs[zero], name + ".zero")}, {}, name + ".sub");
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  ValueId a = add_numbers(node, 0, patch, node.name + ".a"), b = add_numbers(node, 1, patch, node.name + ".b");
  ValueId product = patch.add("matmul", {a, b}, {}, node.name + ".matmul");
  patch.replace(node.outputs[0], patch.add("cast", {product}, {{"to", DType::i32}}, node.name));
  return {};
}

}  // namespace

constinit extern const Rule rule_expand_matmul_integer{"expand_matmul_integer", "matmul_integer", match, rewrite};

}  // namespace ponte::passes::lower_expand_matmul_integer

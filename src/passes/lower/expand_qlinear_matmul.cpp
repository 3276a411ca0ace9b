// Before   y = qlinear_matmul(a, b, …)
// After    y = quantize_linear(matmul(dequantize_linear(a), dequantize_linear(b)))
// Needs    a reader of the graph that cannot take qlinear_matmul
// Keeps    name, dtype, shape and values of y, but for ties that floats round otherwise

#include "passes/rule.h"

namespace ponte::passes::lower_expand_qlinear_matmul {

namespace {

bool match(const Graph&, NodeId) { return true; }

/// One scale for all, for each row of a, or for each column of b.
ValueId add_operand(const Graph& graph, const Node& node, size_t first, int64_t axis_from_end, std::string name,
                    Patch& patch) {
  int64_t rank = static_cast<int64_t>(graph.value(node.inputs[first]).fact.shape.size());
  return patch.add("dequantize_linear", {node.inputs[first], node.inputs[first + 1], node.inputs[first + 2]},
                   {{"axis", std::max<int64_t>(0, rank - axis_from_end)}}, std::move(name));
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  ValueId a = add_operand(graph, node, 0, 2, node.name + ".a", patch);
  ValueId b = add_operand(graph, node, 3, 1, node.name + ".b", patch);
  ValueId product = patch.add("matmul", {a, b}, {}, node.name + ".matmul");
  patch.replace(node.outputs[0],
                patch.add("quantize_linear", {product, node.inputs[6], node.inputs[7]}, {}, node.name));
  return {};
}

}  // namespace

constinit extern const Rule rule_expand_qlinear_matmul{"expand_qlinear_matmul", "qlinear_matmul", match, rewrite};

}  // namespace ponte::passes::lower_expand_qlinear_matmul

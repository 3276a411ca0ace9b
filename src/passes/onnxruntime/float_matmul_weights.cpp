// Before   matmul(x, dequantize_linear(constants…))
// After    matmul(x, the constant that they stand for)
// Needs    x comes from no dequantize_linear; nothing else takes the weights, which are no output of the graph
// Keeps    name, dtype, shape and values of the weights
//
// ONNX Runtime makes a MatMulNBits of such a pair, which rounds x to 8 bits: seen in 1.32, boxes that the matrix of
// their bins is multiplied with were 4 pixels off.

#include <algorithm>

#include "passes/fold/evaluated.h"
#include "passes/rule.h"

namespace ponte::passes::onnxruntime_float_matmul_weights {

namespace {

bool comes_from_integers(const Graph& graph, ValueId x) {
  NodeId producer = graph.value(x).producer;
  return producer && graph.node(producer).is("dequantize_linear");
}

bool match(const Graph& graph, NodeId id) {
  const Node& node = graph.node(id);
  const Value& weights = graph.value(node.outputs[0]);
  if (!has_constant_inputs(graph, node) || graph.is_output(node.outputs[0])) return false;
  auto multiplies_floats = [&](NodeId user) {
    const Node& consumer = graph.node(user);
    return consumer.is("matmul") && consumer.inputs[1] == node.outputs[0] &&
           !comes_from_integers(graph, consumer.inputs[0]);
  };
  return !weights.consumers.empty() && std::ranges::all_of(weights.consumers, multiplies_floats);
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  return replace_by_results(graph, graph.node(id), patch);
}

}  // namespace

constinit extern const Rule rule_float_matmul_weights{"float_matmul_weights", "dequantize_linear", match, rewrite};

}  // namespace ponte::passes::onnxruntime_float_matmul_weights

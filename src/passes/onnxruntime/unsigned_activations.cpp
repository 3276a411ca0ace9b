// Before   q = quantize_linear(x, scale, zero: int8); y = dequantize_linear(q, scale, zero) at every use of q
// After    the same in uint8, with 128 added to the zero points
// Needs    x is no constant; q is no output of the graph and goes into dequantize_linear only; zero points
//          are constants
// Keeps    every y to the bit; name of q
//
// On x86 ONNX Runtime computes such pairs in integers when the activations are uint8. Those in int8 it leaves in floats
// unless a session asks for more (session.qdqisint8allowed): three times slower, and rounded elsewhere than any runtime
// of integers rounds.

#include <algorithm>

#include "passes/match.h"
#include "passes/rule.h"
#include "passes/x64/unsigned_bytes.h"

namespace ponte::passes::onnxruntime_unsigned_activations {

namespace {

bool has_int8_zero(const Graph& graph, const Node& node) {
  const Tensor* zero = constant_input(graph, node, 2);
  return zero && zero->dtype() == DType::i8;
}

bool match(const Graph& graph, NodeId id) {
  const Node& node = graph.node(id);
  ValueId quantized = node.outputs[0];
  const Value& value = graph.value(quantized);
  if (!has_int8_zero(graph, node) || graph.value(node.inputs[0]).is_constant()) return false;
  if (graph.is_output(quantized) || value.consumers.empty()) return false;
  return std::ranges::all_of(value.consumers, [&](NodeId user) {
    const Node& consumer = graph.node(user);
    return consumer.is("dequantize_linear") && consumer.inputs[0] == quantized && has_int8_zero(graph, consumer);
  });
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  ValueId quantized =
      patch.add("quantize_linear", {node.inputs[0], node.inputs[1], add_unsigned(graph, node.inputs[2], patch)},
                node.attrs, node.name);
  for (NodeId user : graph.value(node.outputs[0]).consumers) {
    const Node& consumer = graph.node(user);
    patch.replace(
        consumer.outputs[0],
        patch.add("dequantize_linear", {quantized, consumer.inputs[1], add_unsigned(graph, consumer.inputs[2], patch)},
                  consumer.attrs, consumer.name));
  }
  return {};
}

}  // namespace

constinit extern const Rule rule_unsigned_activations{"unsigned_activations", "quantize_linear", match, rewrite};

}  // namespace ponte::passes::onnxruntime_unsigned_activations

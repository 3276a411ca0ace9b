// Before   w = dequantize_linear(constant: i8, scale, zero)
// After    the same in u8, with 128 added to the constant and to the zero points
// Needs    a product of w with activations in u8 whose sums can leave 16 bits (graph/byte_products.h)
// Keeps    w to the bit; its name
//
// With signed weights ONNX Runtime gives other numbers on processors without VNNI than on those with it.

#include <algorithm>

#include "graph/byte_products.h"
#include "passes/match.h"
#include "passes/rule.h"
#include "passes/x64/unsigned_bytes.h"

namespace ponte::passes::x64_unsigned_weights {

namespace {

/// Whether a product somewhere behind a value, which transposes may have turned, can saturate.
bool feeds_saturable(const Graph& graph, ValueId value, NodeId weights) {
  return std::ranges::any_of(graph.value(value).consumers, [&](NodeId user) {
    const Node& consumer = graph.node(user);
    if (consumer.is("transpose")) return feeds_saturable(graph, consumer.outputs[0], weights);
    auto product = byte_product(graph, user);
    return product && product->weights == weights && can_saturate(*product);
  });
}

bool match(const Graph& graph, NodeId id) {
  const Node& node = graph.node(id);
  const Tensor* bytes = constant_input(graph, node, 0);
  if (!bytes || bytes->dtype() != DType::i8) return false;
  return feeds_saturable(graph, node.outputs[0], id);
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  ValueId bytes = add_unsigned(graph, node.inputs[0], patch);
  ValueId zero = add_unsigned_zero(graph, node, 1, 2, patch);
  patch.replace(node.outputs[0], patch.add("dequantize_linear", {bytes, node.inputs[1], zero}, node.attrs, node.name));
  return {};
}

}  // namespace

constinit extern const Rule rule_unsigned_weights{"unsigned_weights", "dequantize_linear", match, rewrite};

}  // namespace ponte::passes::x64_unsigned_weights

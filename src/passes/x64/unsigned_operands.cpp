// Before   qlinear_conv, qlinear_matmul or matmul_integer with constant weights in i8
// After    the same with weights in u8, with 128 added to them and to their zero point
// Needs    activations in u8, and sums that can leave 16 bits (graph/byte_products.h)
// Keeps    name, dtype, shape and values of the output
//
// With signed weights ONNX Runtime gives other numbers on processors without VNNI than on those with it.

#include "graph/byte_products.h"
#include "passes/match.h"
#include "passes/rule.h"
#include "passes/x64/unsigned_bytes.h"

namespace ponte::passes::x64_unsigned_operands {

namespace {

/// Where the zero point of the weights is among the inputs.
size_t zero_input(const Node& node) { return node.is("matmul_integer") ? 3 : 5; }

bool match(const Graph& graph, NodeId id) {
  const Node& node = graph.node(id);
  bool is_plain =
      node.is("matmul_integer") ? is_absent_or_constant(graph, node, 3) : has_constant_scale(graph, node, 4);
  if (!is_plain) return false;
  auto product = byte_product(graph, id);
  return product && can_saturate(*product);
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  size_t weights = byte_product(graph, id)->w, zero = zero_input(node);
  std::vector<ValueId> inputs = node.inputs;
  if (inputs.size() <= zero) inputs.resize(zero + 1);
  inputs[weights] = add_unsigned(graph, inputs[weights], patch);
  inputs[zero] = add_unsigned_zero(graph, node, zero - 1, zero, patch);
  patch.replace(node.outputs[0], patch.add(node.op->name, std::move(inputs), node.attrs, node.name));
  return {};
}

}  // namespace

constinit extern const Rule rule_unsigned_operands{"unsigned_operands", "qlinear_conv qlinear_matmul matmul_integer",
                                                   match, rewrite};

}  // namespace ponte::passes::x64_unsigned_operands

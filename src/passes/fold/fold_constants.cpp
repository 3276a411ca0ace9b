// Before   y = op(constants…)
// After    the constant y
// Needs    the operator can be evaluated; the result is small, or not much larger than the inputs; few products;
//          y is no output of the graph; the node is not part of a quantized model's scheme
// Keeps    name, dtype, shape of y

#include <algorithm>

#include "passes/fold/evaluated.h"
#include "passes/rule.h"

namespace ponte::passes::fold_fold_constants {

namespace {

constexpr size_t kSmall = size_t{4} << 20, kGrowth = 4;
constexpr int64_t kMaxMultiplyAdds = 1 << 26;

size_t input_bytes(const Graph& graph, const Node& node) {
  size_t bytes = 0;
  for (ValueId input : node.inputs)
    if (input) bytes += graph.value(input).constant->bytes().size();
  return bytes;
}

bool is_affordable(const Graph& graph, const Node& node) {
  size_t limit = std::max(kSmall, kGrowth * input_bytes(graph, node));
  for (ValueId output : node.outputs) {
    const Fact& fact = graph.value(output).fact;
    auto dims = known_dims(fact.shape);
    auto count = dims ? element_count(*dims) : Result<int64_t>(INT64_MAX);
    if (!count || *count > static_cast<int64_t>(limit) || storage_size(fact.dtype, *count) > limit) return false;
  }
  if (!node.op->multiply_adds) return true;
  return node.op->multiply_adds(graph.context(node), graph.value(node.outputs[0]).fact.shape) <= kMaxMultiplyAdds;
}

bool match(const Graph& graph, NodeId id) {
  const Node& node = graph.node(id);
  if (!node.op->evaluate || node.inputs.empty() || !has_constant_inputs(graph, node)) return false;
  // A weight behind dequantize_linear is what makes a model a quantized one.
  if (node.is("dequantize_linear") || node.is("quantize_linear")) return false;
  bool is_output = std::ranges::any_of(node.outputs, [&](ValueId y) { return graph.is_output(y); });
  return !is_output && is_affordable(graph, node);
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  return replace_by_results(graph, graph.node(id), patch);
}

}  // namespace

constinit extern const Rule rule_fold_constants{"fold_constants", "", match, rewrite};

}  // namespace ponte::passes::fold_fold_constants

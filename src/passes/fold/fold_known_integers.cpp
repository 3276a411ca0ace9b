// Before   y = any operator, often shape(x) or arithmetic on shapes
// After    the constant y
// Needs    every element of y is known, since the sizes that it comes from are; y has consumers and is no output of
//          the graph
// Keeps    name, dtype, shape of y; other outputs of the node

#include "passes/match.h"
#include "passes/rule.h"

namespace ponte::passes::fold_fold_known_integers {

namespace {

std::optional<Dims> known_elements(const Graph& graph, ValueId value) {
  const Value& seen = graph.value(value);
  if (!seen.fact.ints || seen.consumers.empty() || graph.is_output(value) || !all_known(seen.fact.shape))
    return std::nullopt;
  return known_dims(*seen.fact.ints);
}

bool match(const Graph& graph, NodeId id) {
  for (ValueId output : graph.node(id).outputs)
    if (known_elements(graph, output)) return true;
  return false;
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  for (ValueId output : graph.node(id).outputs) {
    auto elements = known_elements(graph, output);
    if (!elements) continue;
    const Value& value = graph.value(output);
    TRY_ASSIGN(Tensor tensor, Tensor::ints(std::move(*elements)).reshape(*known_dims(value.fact.shape)));
    TRY_ASSIGN(tensor, cast_tensor(tensor, value.fact.dtype));
    patch.replace(output, patch.constant(std::move(tensor), value.name));
  }
  return {};
}

}  // namespace

constinit extern const Rule rule_fold_known_integers{"fold_known_integers", "", match, rewrite};

}  // namespace ponte::passes::fold_fold_known_integers

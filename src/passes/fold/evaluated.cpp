#include "passes/fold/evaluated.h"

#include <algorithm>

namespace ponte::passes {

bool has_constant_inputs(const Graph& graph, const Node& node) {
  return std::ranges::all_of(node.inputs, [&](ValueId x) { return !x || graph.value(x).is_constant(); });
}

Result<> replace_by_results(const Graph& graph, const Node& node, Patch& patch) {
  TRY_ASSIGN(std::vector<Tensor> results, node.op->evaluate(graph.context(node)));
  if (results.size() < node.outputs.size()) return internal("{} evaluated to {} values", node.op->name, results.size());
  for (size_t i = 0; i < node.outputs.size(); ++i)
    patch.replace(node.outputs[i], patch.constant(std::move(results[i]), graph.value(node.outputs[i]).name));
  return {};
}

}  // namespace ponte::passes

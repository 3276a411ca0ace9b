// Before   y = transpose(transpose(x){first}){second}
// After    y = transpose(x){perm}     perm[i] = first[second[i]]
// Needs    nothing; a first transpose with other consumers stays for them
// Keeps    name, shape and values of y

#include "passes/match.h"
#include "passes/rule.h"

namespace ponte::passes::simplify_merge_transposes {

namespace {

const Node* first_transpose(const Graph& graph, const Node& second) {
  return producer_of(graph, second.inputs[0], "transpose");
}

bool match(const Graph& graph, NodeId id) { return first_transpose(graph, graph.node(id)) != nullptr; }

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& second = graph.node(id);
  const Node& first = *first_transpose(graph, second);
  Dims perm;
  for (int64_t axis : second.attrs.integers("perm"))
    perm.push_back(first.attrs.integers("perm")[static_cast<size_t>(axis)]);
  patch.replace(second.outputs[0], patch.add("transpose", {first.inputs[0]}, {{"perm", perm}}, second.name));
  return {};
}

}  // namespace

constinit extern const Rule rule_merge_transposes{"merge_transposes", "transpose", match, rewrite};

}  // namespace ponte::passes::simplify_merge_transposes

// Before   a, b = split(x); y = concat(…, a, b, …)
// After    y = concat(…, x, …)
// Needs    the same axis; all parts of the split follow one another in their order
// Keeps    name, dtype, shape and values of y; the split, for parts that others read

#include <algorithm>

#include "passes/rule.h"

namespace ponte::passes::xnnpack_concat_unsplit {

namespace {

/// The input of a concat at which all parts of a split of the same axis begin.
std::optional<size_t> first_part(const Graph& graph, const Node& concat) {
  for (size_t i = 0; i < concat.inputs.size(); ++i) {
    const Node* split = graph.producer(concat.inputs[i]);
    if (!split || !split->is("split") || split->attrs.integer("axis") != concat.attrs.integer("axis")) continue;
    if (split->outputs.size() > concat.inputs.size() - i) continue;
    if (std::equal(split->outputs.begin(), split->outputs.end(), concat.inputs.begin() + static_cast<ptrdiff_t>(i)))
      return i;
  }
  return std::nullopt;
}

bool match(const Graph& graph, NodeId id) { return first_part(graph, graph.node(id)).has_value(); }

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& concat = graph.node(id);
  auto first = static_cast<ptrdiff_t>(*first_part(graph, concat));
  const Node& split = *graph.producer(concat.inputs[static_cast<size_t>(first)]);
  std::vector<ValueId> inputs = concat.inputs;
  inputs.erase(inputs.begin() + first + 1, inputs.begin() + first + static_cast<ptrdiff_t>(split.outputs.size()));
  inputs[static_cast<size_t>(first)] = split.inputs[0];
  patch.replace(concat.outputs[0], patch.add("concat", std::move(inputs), concat.attrs, concat.name));
  return {};
}

}  // namespace

constinit extern const Rule rule_concat_unsplit{"concat_unsplit", "concat", match, rewrite};

}  // namespace ponte::passes::xnnpack_concat_unsplit

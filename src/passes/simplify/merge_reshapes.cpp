// Before   y = reshape(reshape(x, …), shape)     the first may be flatten, squeeze or unsqueeze too
// After    y = reshape(x, shape)
// Needs    shape is a constant; where a 0 in it copies a size of the middle value, that size is known or x has the
//          same one on that axis; a first reshape with other consumers stays for them
// Keeps    name, shape and values of y

#include "passes/match.h"
#include "passes/rule.h"

namespace ponte::passes::simplify_merge_reshapes {

namespace {

ValueId before_first(const Graph& graph, const Node& second) {
  for (std::string_view op : {"reshape", "flatten", "squeeze", "unsqueeze"})
    if (const Node* first = producer_of(graph, second.inputs[0], op)) return first->inputs[0];
  return {};
}

// The second shape without sizes that are copied from the middle value; nothing when that cannot be said.
std::optional<Dims> final_shape(const Graph& graph, const Node& second, ValueId x) {
  const Tensor* constant = constant_input(graph, second, 1);
  if (!constant) return std::nullopt;
  Dims shape = constant->to_ints();
  if (second.attrs.boolean("allow_zero")) return shape;
  const Shape &middle = graph.value(second.inputs[0]).fact.shape, &source = graph.value(x).fact.shape;
  for (size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] != 0) continue;
    if (i >= middle.size()) return std::nullopt;
    if (middle[i].known() && middle[i].size != 0)
      shape[i] = middle[i].size;
    else if (middle[i].symbol.empty() || i >= source.size() || source[i] != middle[i])
      return std::nullopt;
  }
  return shape;
}

bool match(const Graph& graph, NodeId id) {
  const Node& second = graph.node(id);
  ValueId x = before_first(graph, second);
  return x && final_shape(graph, second, x);
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& second = graph.node(id);
  ValueId x = before_first(graph, second);
  Dims wanted = *final_shape(graph, second, x);
  ValueId shape = second.inputs[1];
  if (wanted != graph.value(shape).constant->to_ints())
    shape = patch.constant(Tensor::ints(std::move(wanted)), graph.value(shape).name);
  patch.replace(second.outputs[0], patch.add("reshape", {x, shape}, second.attrs, second.name));
  return {};
}

}  // namespace

constinit extern const Rule rule_merge_reshapes{"merge_reshapes", "reshape", match, rewrite};

}  // namespace ponte::passes::simplify_merge_reshapes

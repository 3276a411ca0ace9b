#include "graph/patch.h"

#include <algorithm>

namespace ponte {

ValueId Patch::constant(Tensor tensor, std::string name) {
  additions_.push_back(NewConstant{std::move(tensor), std::move(name)});
  return ValueId{next_value_++};
}

std::vector<ValueId> Patch::add_multi(std::string_view op, std::vector<ValueId> inputs, Attrs attrs, std::string name,
                                      size_t outputs) {
  NodeSpec spec{.op = find_op(op), .name = std::move(name), .inputs = std::move(inputs), .attrs = std::move(attrs),
                .outputs = outputs};
  additions_.push_back(NewNode{std::move(spec), std::string(op)});
  std::vector<ValueId> ids;
  for (size_t i = 0; i < outputs; ++i) ids.push_back(ValueId{next_value_++});
  return ids;
}

ValueId Patch::add(std::string_view op, std::vector<ValueId> inputs, Attrs attrs, std::string name) {
  return add_multi(op, std::move(inputs), std::move(attrs), std::move(name), 1)[0];
}

void Patch::replace(ValueId old_value, ValueId new_value) { replacements_.emplace_back(old_value, new_value); }

size_t Patch::insertion_point(const Graph& graph) const {
  // Before the last node whose value is replaced: what the patch reads is computed by then.
  size_t last = 0;
  for (const auto& [old_value, unused] : replacements_) {
    NodeId producer = graph.value(old_value).producer;
    auto place = std::find(graph.order().begin(), graph.order().end(), producer);
    if (place != graph.order().end()) last = std::max(last, static_cast<size_t>(place - graph.order().begin()));
  }
  return last;
}

Result<> Patch::add_all(Graph& graph, std::string_view rule, size_t insert_at) {
  size_t first_new = graph.order_.size();
  for (Addition& addition : additions_) {
    if (auto* constant = std::get_if<NewConstant>(&addition)) {
      graph.add_constant(std::move(constant->name), std::move(constant->tensor));
      continue;
    }
    NewNode& node = std::get<NewNode>(addition);
    if (!node.spec.op) return internal("there is no operator {}", node.op_name);
    node.spec.origin.emplace_back(rule);
    TRY(graph.add_node(std::move(node.spec)));
  }
  std::rotate(graph.order_.begin() + static_cast<ptrdiff_t>(insert_at),
              graph.order_.begin() + static_cast<ptrdiff_t>(first_new), graph.order_.end());
  return {};
}

Result<> Patch::check_replacement(const Graph& graph, ValueId old_value, ValueId new_value) const {
  const Fact& before = graph.value(old_value).fact;
  const Fact& after = graph.value(new_value).fact;
  bool same = before.dtype == after.dtype && before.shape.size() == after.shape.size();
  for (size_t i = 0; same && i < before.shape.size(); ++i) {
    const Dim& a = before.shape[i];
    const Dim& b = after.shape[i];
    same = a == b || !a.known() || !b.known();
  }
  if (same) return {};
  return internal("{} is {}[{}], its replacement {}[{}]", graph.value(old_value).name, dtype_name(before.dtype),
                  shape_text(before.shape), dtype_name(after.dtype), shape_text(after.shape));
}

Result<> Patch::apply(Graph& graph, std::string_view rule) && {
  if (next_value_ < graph.value_count() || &graph_ != &graph) return internal("a patch met a graph that had changed");
  // New nodes take their names first and get a suffix when the node they replace holds the name; once that is gone,
  // the plain name is given back.
  std::vector<std::string> wanted_names;
  for (const Addition& addition : additions_)
    if (const auto* node = std::get_if<NewNode>(&addition)) wanted_names.push_back(node->spec.name);
  uint32_t first_node = static_cast<uint32_t>(graph.nodes_.size());
  TRY(add_all(graph, rule, insertion_point(graph)));
  std::vector<NodeId> dead;
  std::vector<std::pair<ValueId, std::string>> output_names;
  for (const auto& [old_value, new_value] : replacements_) {
    TRY(check_replacement(graph, old_value, new_value));
    if (graph.is_output(old_value)) output_names.emplace_back(new_value, graph.value(old_value).name);
    graph.replace_uses(old_value, new_value);
    if (NodeId producer = graph.value(old_value).producer) dead.push_back(producer);
  }
  graph.remove_dead_from(std::move(dead));
  graph.compact_order();
  for (uint32_t i = 0; i < wanted_names.size(); ++i) {
    NodeId id{first_node + i};
    if (wanted_names[i].empty() || !graph.node(id).alive || graph.node_names_.count(wanted_names[i])) continue;
    graph.rename_node(id, wanted_names[i]);
    if (graph.node(id).outputs.size() == 1) graph.rename_value(graph.node(id).outputs[0], wanted_names[i]);
  }
  for (auto& [value, name] : output_names) graph.rename_value(value, std::move(name));
  return {};
}

}  // namespace ponte

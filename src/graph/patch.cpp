#include "graph/patch.h"

#include <algorithm>

namespace ponte::graph {

ValueId Patch::constant(Tensor tensor, std::string name) {
  additions_.push_back(NewConstant{std::move(tensor), std::move(name)});
  return ValueId{next_value_++};
}

std::vector<ValueId> Patch::add_multi(std::string_view op, std::vector<ValueId> inputs, Attrs attrs, std::string name,
                                      size_t outputs) {
  NodeSpec spec{.op = find_op(op),
                .name = std::move(name),
                .inputs = std::move(inputs),
                .attrs = std::move(attrs),
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

size_t Patch::constant_bytes() const {
  size_t bytes = 0;
  for (const Addition& addition : additions_)
    if (const auto* constant = std::get_if<NewConstant>(&addition)) bytes += constant->tensor.bytes().size();
  return bytes;
}

std::vector<std::string> Patch::origins(const Graph& graph) const {
  std::vector<std::string> all;
  for (const auto& [old_value, unused] : replacements_) {
    const Node* producer = old_value.index < graph.value_count() ? graph.producer(old_value) : nullptr;
    if (!producer) continue;
    for (const std::string& origin : producer->origin)
      if (std::ranges::find(all, origin) == all.end()) all.push_back(origin);
  }
  return all;
}

Result<> Patch::add_all(Graph& graph, std::string_view rule) {
  std::vector<std::string> origin = origins(graph);
  std::erase(origin, rule);
  origin.emplace_back(rule);
  size_t insert_at = insertion_point(graph), first_new = graph.order_.size();
  for (Addition& addition : additions_) {
    if (auto* constant = std::get_if<NewConstant>(&addition)) {
      ValueId id = graph.add_constant(constant->name, std::move(constant->tensor));
      value_wishes_.emplace_back(id, std::move(constant->name));
      continue;
    }
    NewNode& node = std::get<NewNode>(addition);
    if (!node.spec.op) return internal("there is no operator {}", node.op_name);
    node.spec.origin = origin;
    std::string name = node.spec.name;
    TRY_ASSIGN(NodeId id, graph.add_node(std::move(node.spec)));
    change_.added.push_back(id);
    if (name.empty()) continue;
    if (graph.node(id).outputs.size() == 1) value_wishes_.emplace_back(graph.node(id).outputs[0], name);
    node_wishes_.emplace_back(id, std::move(name));
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

Result<> Patch::replace_all(Graph& graph, NodeId first_new) {
  std::vector<NodeId> dead = change_.added;
  for (const auto& [old_value, new_value] : replacements_) {
    TRY(check_replacement(graph, old_value, new_value));
    if (new_value.index >= first_value_ || graph.is_output(old_value))
      value_wishes_.emplace_back(new_value, graph.value(old_value).name);
    bool same_fact = graph.value(old_value).fact == graph.value(new_value).fact;
    std::vector<NodeId> consumers = graph.value(old_value).consumers;
    graph.replace_uses(old_value, new_value, first_new);
    if (!same_fact || graph.value(new_value).is_constant()) TRY(graph.update_facts(std::move(consumers)));
    change_.touched.push_back(new_value);
    if (NodeId producer = graph.value(old_value).producer)
      dead.push_back(producer);
    else
      graph.remove_constant_if_dead(old_value);
  }
  for (uint32_t i = first_value_; i < graph.value_count(); ++i) graph.remove_constant_if_dead({i});
  for (NodeId id : graph.remove_dead_from(std::move(dead)))
    for (ValueId input : graph.node(id).inputs)
      if (input && graph.value(input).alive) change_.touched.push_back(input);
  return {};
}

// New nodes and values took their names while those that they replace held them, and got a suffix. Now the plain name
// is free; of several wishes for a value the last that can be granted counts.
void Patch::grant_names(Graph& graph) {
  for (auto& [id, name] : node_wishes_)
    if (graph.node(id).alive && !graph.node_names_.count(name)) graph.rename_node(id, std::move(name));
  std::vector<ValueId> named;
  for (auto wish = value_wishes_.rbegin(); wish != value_wishes_.rend(); ++wish) {
    auto& [id, name] = *wish;
    if (!graph.value(id).alive || std::ranges::find(named, id) != named.end()) continue;
    ValueId holder = graph.find_value(name);
    if (holder && holder != id) continue;
    graph.rename_value(id, std::move(name));
    named.push_back(id);
  }
}

Result<Patch::Change> Patch::apply(Graph& graph, std::string_view rule) && {
  if (first_value_ != graph.value_count() || &graph_ != &graph) return internal("a patch met a graph that had changed");
  NodeId first_new{static_cast<uint32_t>(graph.nodes_.size())};
  TRY(add_all(graph, rule));
  TRY(replace_all(graph, first_new));
  grant_names(graph);
  return std::move(change_);
}

}  // namespace ponte::graph

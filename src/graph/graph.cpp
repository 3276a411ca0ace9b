#include "graph/graph.h"

#include <algorithm>
#include <queue>

namespace ponte::graph {

// ---- building

std::string Graph::unique_name(std::unordered_map<std::string, uint32_t>& taken, std::string wanted, uint32_t id) {
  if (wanted.empty()) wanted = "unnamed";
  if (taken.emplace(wanted, id).second) return wanted;
  // Counts on from the last suffix: a file may hold a hundred thousand nodes of one name.
  auto& last_suffix = &taken == &node_names_ ? last_node_suffix_ : last_value_suffix_;
  for (uint32_t& suffix = last_suffix[wanted];;) {
    std::string candidate = fmt::format("{}_{}", wanted, ++suffix);
    if (taken.emplace(candidate, id).second) return candidate;
  }
}

ValueId Graph::new_value(std::string value_name, Fact fact) {
  ValueId id{static_cast<uint32_t>(values_.size())};
  Value value;
  value.name = unique_name(value_names_, std::move(value_name), id.index);
  value.fact = std::move(fact);
  values_.push_back(std::move(value));
  return id;
}

ValueId Graph::add_input(std::string value_name, Fact fact) {
  ValueId id = new_value(std::move(value_name), std::move(fact));
  inputs_.push_back(id);
  return id;
}

ValueId Graph::add_constant(std::string value_name, Tensor tensor) {
  ValueId id = new_value(std::move(value_name), {tensor.dtype(), to_shape(tensor.dims()), std::nullopt});
  values_[id.index].constant = std::move(tensor);
  return id;
}

namespace {

Result<> check_arity(const NodeSpec& spec) {
  const Arity& arity = spec.op->arity;
  int inputs = static_cast<int>(spec.inputs.size());
  int outputs = static_cast<int>(spec.outputs);
  if (inputs < arity.min_inputs || inputs > arity.max_inputs)
    return corrupt("{} takes {} to {} inputs, it is given {}", spec.op->name, arity.min_inputs, arity.max_inputs,
                   inputs);
  if (outputs < arity.min_outputs || outputs > arity.max_outputs)
    return corrupt("{} has {} to {} outputs, {} are wanted", spec.op->name, arity.min_outputs, arity.max_outputs,
                   outputs);
  for (int i = 0; i < arity.min_inputs; ++i)
    if (!spec.inputs[static_cast<size_t>(i)]) return corrupt("{} needs its input {}", spec.op->name, i);
  return {};
}

Result<std::vector<Fact>> inferred_facts(const OpInfo& op, const OpContext& context) {
  TRY_ASSIGN(std::vector<Fact> facts, op.infer(context));
  if (facts.size() < context.output_count()) return internal("{} inferred {} facts", op.name, facts.size());
  constexpr size_t kMostAxes = 64, kLongestName = 1024;
  for (const Fact& fact : facts) {
    if (fact.shape.size() > kMostAxes)
      return corrupt("{} would give {} dimensions, at most {} are possible", op.name, fact.shape.size(), kMostAxes);
    for (const Dim& dim : fact.shape) {
      if (dim.known() && dim.size < 0) return corrupt("{} would give the shape [{}]", op.name, shape_text(fact.shape));
      if (dim.symbol.size() > kLongestName)
        return corrupt("a dimension's name has {} characters, the most is {}", dim.symbol.size(), kLongestName);
    }
  }
  return facts;
}

std::string output_name(const NodeSpec& spec, size_t slot, const std::string& node_name) {
  if (slot < spec.output_names.size() && !spec.output_names[slot].empty()) return spec.output_names[slot];
  return spec.outputs == 1 ? node_name : fmt::format("{}.{}", node_name, slot);
}

}  // namespace

OpContext Graph::context(const Attrs& attrs, const std::vector<ValueId>& node_inputs, size_t output_count) const {
  std::vector<OpContext::Input> seen;
  seen.reserve(node_inputs.size());
  for (ValueId id : node_inputs) {
    if (!id) {
      seen.emplace_back();
      continue;
    }
    const Value& input = value(id);
    seen.push_back({&input.fact, input.constant ? &*input.constant : nullptr});
  }
  return OpContext(attrs, std::move(seen), output_count);
}

OpContext Graph::context(const Node& node) const { return context(node.attrs, node.inputs, node.outputs.size()); }

Result<NodeId> Graph::add_node(NodeSpec spec) {
  // Left out and given as absent is the same; one form for both.
  while (!spec.inputs.empty() && !spec.inputs.back()) spec.inputs.pop_back();
  TRY(check_arity(spec));
  TRY_ASSIGN(Attrs attrs, complete_attrs(*spec.op, std::move(spec.attrs)));
  TRY_ASSIGN(std::vector<Fact> facts, inferred_facts(*spec.op, context(attrs, spec.inputs, spec.outputs)));
  NodeId id{static_cast<uint32_t>(nodes_.size())};
  Node node;
  node.op = spec.op;
  node.name = unique_name(node_names_, spec.name.empty() ? std::string(spec.op->name) : spec.name, id.index);
  node.attrs = std::move(attrs);
  node.origin = std::move(spec.origin);
  for (size_t slot = 0; slot < spec.outputs; ++slot) {
    ValueId output = new_value(output_name(spec, slot, node.name), std::move(facts[slot]));
    values_[output.index].producer = id;
    values_[output.index].slot = static_cast<uint32_t>(slot);
    node.outputs.push_back(output);
  }
  for (ValueId input : spec.inputs)
    if (input) values_[input.index].consumers.push_back(id);
  node.inputs = std::move(spec.inputs);
  nodes_.push_back(std::move(node));
  order_.push_back(id);
  return id;
}

Result<> Graph::add_output(ValueId value_id, std::string output_name) {
  const Value& wanted = value(value_id);
  if (!wanted.producer || is_output(value_id)) {
    NodeSpec copy{.op = find_op("identity"), .name = output_name, .inputs = {value_id}};
    TRY_ASSIGN(NodeId id, add_node(std::move(copy)));
    value_id = node(id).outputs[0];
  }
  outputs_.push_back(value_id);
  if (ValueId holder = find_value(output_name); holder && holder != value_id)
    rename_value(holder, output_name + "_inner");
  rename_value(value_id, std::move(output_name));
  return {};
}

// ---- looking

const Node* Graph::producer(ValueId id) const {
  NodeId node_id = value(id).producer;
  return node_id ? &node(node_id) : nullptr;
}

bool Graph::is_output(ValueId id) const { return std::find(outputs_.begin(), outputs_.end(), id) != outputs_.end(); }

ValueId Graph::find_value(std::string_view value_name) const {
  auto found = value_names_.find(std::string(value_name));
  return found == value_names_.end() ? ValueId{} : ValueId{found->second};
}

void Graph::rename_value(ValueId id, std::string value_name) {
  Value& renamed = values_[id.index];
  if (renamed.name == value_name) return;
  value_names_.erase(renamed.name);
  renamed.name = unique_name(value_names_, std::move(value_name), id.index);
}

void Graph::rename_node(NodeId id, std::string node_name) {
  Node& renamed = nodes_[id.index];
  if (renamed.name == node_name) return;
  node_names_.erase(renamed.name);
  renamed.name = unique_name(node_names_, std::move(node_name), id.index);
}

// ---- changing

void Graph::replace_uses(ValueId from, ValueId to, NodeId first_kept) {
  std::vector<NodeId> kept, all = std::move(values_[from.index].consumers);
  NodeId last;
  for (NodeId consumer : all) {
    if (consumer >= first_kept) {
      kept.push_back(consumer);
      continue;
    }
    values_[to.index].consumers.push_back(consumer);
    if (consumer == last) continue;
    std::ranges::replace(nodes_[consumer.index].inputs, from, to);
    last = consumer;
  }
  values_[from.index].consumers = std::move(kept);
  std::replace(outputs_.begin(), outputs_.end(), from, to);
}

void Graph::drop_use(ValueId id, NodeId consumer, std::vector<NodeId>& candidates) {
  Value& used = values_[id.index];
  auto use = std::find(used.consumers.begin(), used.consumers.end(), consumer);
  if (use != used.consumers.end()) used.consumers.erase(use);
  if (used.consumers.empty() && used.producer) candidates.push_back(used.producer);
  remove_constant_if_dead(id);
}

void Graph::remove_constant_if_dead(ValueId id) {
  Value& value = values_[id.index];
  if (!value.alive || !value.is_constant() || !value.consumers.empty() || is_output(id)) return;
  value.alive = false;
  value.constant.reset();  // frees weights at once, so that replaced ones do not pile up
  value_names_.erase(value.name);
}

void Graph::remove_node_if_dead(NodeId id, std::vector<NodeId>& candidates) {
  Node& node = nodes_[id.index];
  if (!node.alive) return;
  for (ValueId output : node.outputs)
    if (!value(output).consumers.empty() || is_output(output)) return;
  node.alive = false;
  node_names_.erase(node.name);
  for (ValueId output : node.outputs) {
    values_[output.index].alive = false;
    value_names_.erase(values_[output.index].name);
  }
  for (ValueId input : node.inputs)
    if (input && values_[input.index].alive) drop_use(input, id, candidates);
}

std::vector<NodeId> Graph::remove_dead_from(std::vector<NodeId> candidates) {
  std::vector<NodeId> removed;
  while (!candidates.empty()) {
    NodeId id = candidates.back();
    candidates.pop_back();
    bool was_alive = node(id).alive;
    remove_node_if_dead(id, candidates);
    if (was_alive && !node(id).alive) removed.push_back(id);
  }
  leave_order(removed);
  return removed;
}

void Graph::leave_order(const std::vector<NodeId>& removed) {
  // Ids lie close together, nodes do not: for a few it is faster to search for them than to look at every node.
  constexpr size_t kFew = 8;
  if (removed.size() > kFew) return compact_order();
  for (NodeId id : removed)
    if (auto place = std::find(order_.rbegin(), order_.rend(), id); place != order_.rend())
      order_.erase(std::next(place).base());
}

void Graph::compact_order() {
  std::erase_if(order_, [&](NodeId id) { return !nodes_[id.index].alive; });
}

void Graph::remove_dead() {
  remove_dead_from(order_);
  for (uint32_t i = 0; i < values_.size(); ++i) remove_constant_if_dead({i});
  compact_order();
}

Result<> Graph::sort() {
  compact_order();
  std::vector<uint32_t> position(nodes_.size()), waiting_for(nodes_.size());
  for (uint32_t i = 0; i < order_.size(); ++i) position[order_[i].index] = i;
  // The ready node that stands first goes first: an order that is right already stays as it is.
  std::priority_queue<uint32_t, std::vector<uint32_t>, std::greater<>> ready;
  for (NodeId id : order_) {
    for (ValueId input : node(id).inputs)
      if (input && value(input).producer) ++waiting_for[id.index];
    if (waiting_for[id.index] == 0) ready.push(position[id.index]);
  }
  std::vector<NodeId> sorted;
  sorted.reserve(order_.size());
  while (!ready.empty()) {
    NodeId id = order_[ready.top()];
    ready.pop();
    sorted.push_back(id);
    for (ValueId output : node(id).outputs)
      for (NodeId consumer : value(output).consumers)
        if (--waiting_for[consumer.index] == 0) ready.push(position[consumer.index]);
  }
  if (sorted.size() != order_.size()) return corrupt("the graph has a cycle");
  order_ = std::move(sorted);
  return {};
}

Result<> Graph::update_facts(std::vector<NodeId> changed) {
  // Facts only ever become more precise; the bound is for an operator that would break this.
  size_t steps_left = 64 * (nodes_.size() + 1);
  for (size_t next = 0; next < changed.size() && steps_left > 0; ++next, --steps_left) {
    const Node& current = node(changed[next]);
    if (!current.alive) continue;
    auto facts = in_context(inferred_facts(*current.op, context(current)), current.name);
    if (!facts) return std::unexpected(std::move(facts).error());
    for (size_t slot = 0; slot < current.outputs.size(); ++slot) {
      Value& output = values_[current.outputs[slot].index];
      if (output.fact == (*facts)[slot]) continue;
      output.fact = std::move((*facts)[slot]);
      changed.insert(changed.end(), output.consumers.begin(), output.consumers.end());
    }
  }
  return {};
}

Result<> Graph::infer_all() {
  for (NodeId id : order_) {
    const Node& current = node(id);
    auto facts = in_context(inferred_facts(*current.op, context(current)), current.name);
    if (!facts) return std::unexpected(std::move(facts).error());
    for (size_t slot = 0; slot < current.outputs.size(); ++slot)
      values_[current.outputs[slot].index].fact = std::move((*facts)[slot]);
  }
  return {};
}

}  // namespace ponte::graph

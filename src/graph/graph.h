#pragma once
// The IR: nodes that compute values from values, in an order in which they can run.

#include <compare>
#include <string>
#include <unordered_map>
#include <vector>

#include "graph/op.h"

namespace ponte::graph {

struct ValueId {
  static constexpr uint32_t kNone = UINT32_MAX;
  uint32_t index = kNone;
  explicit operator bool() const { return index != kNone; }
  auto operator<=>(const ValueId&) const = default;
};

struct NodeId {
  static constexpr uint32_t kNone = UINT32_MAX;
  uint32_t index = kNone;
  explicit operator bool() const { return index != kNone; }
  auto operator<=>(const NodeId&) const = default;
};

/// A graph input, a constant (`constant` is set), or the output `slot` of the node `producer`.
struct Value {
  std::string name;
  Fact fact;
  std::optional<Tensor> constant;
  NodeId producer;
  uint32_t slot = 0;
  bool alive = true;
  std::vector<NodeId> consumers;  // one entry per use

  bool is_constant() const { return constant.has_value(); }
};

struct Node {
  const OpInfo* op = nullptr;
  std::string name;
  std::vector<ValueId> inputs;  // an absent optional input is ValueId{}
  std::vector<ValueId> outputs;
  Attrs attrs;
  std::vector<std::string> origin;  // rules that made it, oldest first
  bool alive = true;

  bool is(std::string_view op_name) const { return op->name == op_name; }
};

/// What is to be added as a node. Names may be empty: the node's is then made from the operator, the values' from the
/// node's.
struct NodeSpec {
  const OpInfo* op = nullptr;
  std::string name;
  std::vector<ValueId> inputs;
  Attrs attrs;
  size_t outputs = 1;
  std::vector<std::string> output_names;
  std::vector<std::string> origin;
};

/// Owns nodes and values. Readers fill it (mostly through GraphBuilder); after that it changes only by Patch.
class Graph {
 public:
  std::string name;

  ValueId add_input(std::string value_name, Fact fact);
  ValueId add_constant(std::string value_name, Tensor tensor);
  /// Completes attributes, infers facts, makes names unique.
  Result<NodeId> add_node(NodeSpec spec);
  /// Makes `value` the next output under this name. A value that is an input, a constant or an output already gets an
  /// identity node.
  Result<> add_output(ValueId value, std::string output_name);
  void clear_outputs() { outputs_.clear(); }

  const std::vector<ValueId>& inputs() const { return inputs_; }
  const std::vector<ValueId>& outputs() const { return outputs_; }
  /// Live nodes in running order.
  const std::vector<NodeId>& order() const { return order_; }
  const Node& node(NodeId id) const { return nodes_[id.index]; }
  const Value& value(ValueId id) const { return values_[id.index]; }
  size_t value_count() const { return values_.size(); }
  /// The node that makes a value, or null for inputs and constants.
  const Node* producer(ValueId id) const;
  bool is_output(ValueId id) const;
  /// The value of that name among the live ones, or none.
  ValueId find_value(std::string_view value_name) const;

  OpContext context(const Node& node) const;
  OpContext context(const Attrs& attrs, const std::vector<ValueId>& node_inputs, size_t output_count) const;

  /// Deletes nodes and constants that no output needs.
  void remove_dead();
  /// Restores running order, keeping the present order where it can; an error when there is a cycle.
  Result<> sort();
  /// Re-derives every fact from the inputs on; used when inputs were given other shapes. Constants stay.
  Result<> infer_all();
  void set_input_fact(ValueId input, Fact fact) { values_[input.index].fact = std::move(fact); }
  void rename_value(ValueId id, std::string value_name);
  void rename_node(NodeId id, std::string node_name);

 private:
  friend class Patch;

  ValueId new_value(std::string value_name, Fact fact);
  std::string unique_name(std::unordered_map<std::string, uint32_t>& taken, std::string wanted, uint32_t id);
  /// Consumers from `first_kept` on keep `from`.
  void replace_uses(ValueId from, ValueId to, NodeId first_kept);
  void remove_node_if_dead(NodeId id, std::vector<NodeId>& candidates);
  /// Gives the nodes that were removed.
  std::vector<NodeId> remove_dead_from(std::vector<NodeId> candidates);
  void leave_order(const std::vector<NodeId>& removed);
  /// Infers the facts of these nodes again, and of those downstream as long as something changes.
  Result<> update_facts(std::vector<NodeId> changed);
  void remove_constant_if_dead(ValueId id);
  void drop_use(ValueId value, NodeId consumer, std::vector<NodeId>& candidates);
  void compact_order();

  std::vector<Node> nodes_;
  std::vector<Value> values_;
  std::vector<NodeId> order_;
  std::vector<ValueId> inputs_, outputs_;
  std::unordered_map<std::string, uint32_t> value_names_, node_names_;
  std::unordered_map<std::string, uint32_t> last_value_suffix_, last_node_suffix_;
};

}  // namespace ponte::graph

#pragma once
// The only way a finished graph changes: built on the side, then applied as a whole.

#include "graph/graph.h"

namespace ponte::graph {

/// New nodes and constants, and which values they replace. Ids that it hands out can be used inside the patch at once
/// and become ids of the graph when it is applied. The graph must not change between making and applying.
class Patch {
 public:
  explicit Patch(const Graph& graph)
      : graph_(graph), first_value_(static_cast<uint32_t>(graph.value_count())), next_value_(first_value_) {}

  ValueId constant(Tensor tensor, std::string name);
  /// A node of one output.
  ValueId add(std::string_view op, std::vector<ValueId> inputs, Attrs attrs = {}, std::string name = {});
  /// A node of several outputs.
  std::vector<ValueId> add_multi(std::string_view op, std::vector<ValueId> inputs, Attrs attrs, std::string name,
                                 size_t outputs);
  /// All present consumers of `old_value`, and the graph's outputs, will use `new_value`, which may itself be computed
  /// from `old_value`. dtype and shape must be equal. The name goes over to a value that the patch makes, and to any
  /// value when the old one was an output.
  void replace(ValueId old_value, ValueId new_value);

  bool empty() const { return replacements_.empty(); }
  /// What the new constants take.
  size_t constant_bytes() const;

  /// What was done: nodes that are new, and values that gained or lost consumers.
  struct Change {
    std::vector<NodeId> added;
    std::vector<ValueId> touched;
  };
  /// Applies the patch, records `rule` after the origins of the nodes it replaces as the origin of the new ones, brings
  /// facts downstream up to date, removes what nobody needs any more. The running order may need Graph::sort after a
  /// patch that replaces several values or reads some that are computed late. After an error the graph is of no more
  /// use.
  Result<Change> apply(Graph& graph, std::string_view rule) &&;

 private:
  struct NewConstant {
    Tensor tensor;
    std::string name;
  };
  struct NewNode {
    NodeSpec spec;
    std::string op_name;
  };
  using Addition = std::variant<NewConstant, NewNode>;
  /// A name that a replaced node or constant still holds while its successor is added.
  template <class Id>
  using Wish = std::pair<Id, std::string>;

  Result<> add_all(Graph& graph, std::string_view rule);
  Result<> replace_all(Graph& graph, NodeId first_new);
  Result<> check_replacement(const Graph& graph, ValueId old_value, ValueId new_value) const;
  size_t insertion_point(const Graph& graph) const;
  std::vector<std::string> origins(const Graph& graph) const;
  void grant_names(Graph& graph);

  const Graph& graph_;
  uint32_t first_value_, next_value_;
  std::vector<Addition> additions_;
  std::vector<std::pair<ValueId, ValueId>> replacements_;
  std::vector<Wish<NodeId>> node_wishes_;
  std::vector<Wish<ValueId>> value_wishes_;
  Change change_;
};

}  // namespace ponte::graph

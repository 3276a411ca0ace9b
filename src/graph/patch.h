#pragma once
// The only way a finished graph changes: built on the side, then applied as a whole.

#include "graph/graph.h"

namespace ponte {

/// New nodes and constants, and which values they replace. Ids that it hands out can be used inside the patch at once
/// and become ids of the graph when it is applied. The graph must not change between making and applying.
class Patch {
 public:
  explicit Patch(const Graph& graph) : graph_(graph), next_value_(static_cast<uint32_t>(graph.value_count())) {}

  ValueId constant(Tensor tensor, std::string name);
  /// A node of one output.
  ValueId add(std::string_view op, std::vector<ValueId> inputs, Attrs attrs = {}, std::string name = {});
  /// A node of several outputs.
  std::vector<ValueId> add_multi(std::string_view op, std::vector<ValueId> inputs, Attrs attrs, std::string name,
                                 size_t outputs);
  /// All consumers of `old_value`, and the graph's outputs, will use `new_value`. dtype and shape must be equal; the
  /// name goes over when the old value was an output.
  void replace(ValueId old_value, ValueId new_value);

  bool empty() const { return replacements_.empty(); }

  /// Applies the patch, records `rule` as the origin of the new nodes, removes what nobody needs any more.
  Result<> apply(Graph& graph, std::string_view rule) &&;

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

  Result<> add_all(Graph& graph, std::string_view rule, size_t insert_at);
  Result<> check_replacement(const Graph& graph, ValueId old_value, ValueId new_value) const;
  size_t insertion_point(const Graph& graph) const;

  const Graph& graph_;
  uint32_t next_value_;
  std::vector<Addition> additions_;
  std::vector<std::pair<ValueId, ValueId>> replacements_;
};

}  // namespace ponte

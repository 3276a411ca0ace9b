#pragma once
// What a writer looks up about the node that it writes.

#include "graph/graph.h"

namespace ponte::graph {

/// A node of a graph with the facts and constants around it. The graph must not change meanwhile.
class NodeView {
 public:
  NodeView(const Graph& graph, const Node& node) : graph_(graph), node_(node) {}

  const Graph& graph() const { return graph_; }
  const Node& node() const { return node_; }
  const Attrs& attrs() const { return node_.attrs; }
  bool has_input(size_t i) const { return i < node_.inputs.size() && node_.inputs[i]; }
  const Fact& fact(size_t i) const { return graph_.value(node_.inputs[i]).fact; }
  const Shape& shape(size_t i) const { return fact(i).shape; }
  const Fact& output_fact(size_t i = 0) const { return graph_.value(node_.outputs[i]).fact; }
  /// The constant of an input, or null.
  const Tensor* constant(size_t i) const {
    if (!has_input(i)) return nullptr;
    const std::optional<Tensor>& constant = graph_.value(node_.inputs[i]).constant;
    return constant ? &*constant : nullptr;
  }
  /// The constant of an input, or an error that says that `what` must be known.
  Result<Tensor> need_constant(size_t i, std::string_view what) const;
  /// The elements of an input of integers, or the same error.
  Result<Dims> need_ints(size_t i, std::string_view what) const;

 private:
  const Graph& graph_;
  const Node& node_;
};

}  // namespace ponte::graph

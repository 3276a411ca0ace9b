#pragma once
// What rules ask of a graph.

#include <optional>

#include "graph/graph.h"
#include "uses/passes.h"

namespace ponte::passes {

/// The constant at input `i` of a node, or null.
const Tensor* constant_input(const Graph& graph, const Node& node, size_t i);
/// The number in a value that is a constant of one element.
std::optional<double> scalar_constant(const Graph& graph, ValueId value);
/// The node that makes `value` when it is of operator `op`, else null.
const Node* producer_of(const Graph& graph, ValueId value, std::string_view op);
/// One consumer, and not an output of the graph: nobody misses the value when its consumer is rewritten.
bool has_one_use(const Graph& graph, ValueId value);

/// Of a node with two inputs, the one that is a constant, and the other.
struct ConstantOperand {
  size_t index;  // of the constant
  ValueId constant, other;
};
std::optional<ConstantOperand> constant_operand(const Graph& graph, const Node& node);

/// Equal up to what storing the number as `dtype` takes from it.
bool nearly(double number, double wanted, DType dtype);

/// True when every run gives both shapes the same sizes: they are numbers or names, and equal.
bool surely_equal(const Shape& a, const Shape& b);

/// True when `replacement` may take the place of `old_value` without a node between: an output of the graph needs a
/// producer of its own.
bool can_bypass(const Graph& graph, ValueId old_value, ValueId replacement);
/// can_bypass for the first input and the only output of a node.
bool can_bypass(const Graph& graph, NodeId id);

/// The name for one node that stands for several: their common scope ("act" of "act.sigmoid" and "act.mul"), or else
/// the name of the last.
std::string common_scope(const Node& first, const Node& last);

}  // namespace ponte::passes

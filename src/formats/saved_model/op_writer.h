#pragma once
// A node of the IR on its way into the function of a SavedModel. The graph has channels last.

#include <deque>
#include <functional>
#include <set>
#include <unordered_map>

#include "formats/saved_model/node_def.h"
#include "formats/saved_model/tf_op.h"
#include "graph/layout.h"
#include "graph/node_view.h"

namespace ponte::saved_model {

/// Called when the elements are written, so that only one weight at a time lies in memory a second time.
using MakeBytes = std::function<Result<SharedBytes>()>;

/// A weight: a variable of the model, whose elements go into the bundle.
struct Variable {
  std::string name;      // "model.0/conv/kernel"
  std::string argument;  // of the functions
  DataType type;
  Dims dims;
  MakeBytes make;
  bool trainable = true;
};

struct WriterState {
  explicit WriterState(const Graph& model_graph) : graph(model_graph) {}

  const Graph& graph;
  std::deque<NodeDef> nodes;
  std::vector<Variable> variables;
  std::unordered_map<uint32_t, std::string> values;          // references, by value of the graph
  std::map<std::pair<uint32_t, Dims>, std::string> weights;  // by value and by the order and dims it was asked in
  std::map<std::pair<Dims, bool>, std::string> int_lists;
  std::set<std::string> names;

  std::string unique_name(const std::string& wanted);
};

/// A module path as TensorFlow's tools fold it: dots before numbers stay, others become slashes, and what node names
/// may not have becomes "_".
std::string scope_of(std::string_view path);

/// What the operators' `write` functions work with. References are names of results: "node:output:0".
class OpWriter : public NodeView {
 public:
  OpWriter(WriterState& state, const Node& node, const TfOp& op)
      : NodeView(state.graph, node), state_(state), op_(op), scope_(scope_of(node.name)) {}

  const TfOp& op() const { return op_; }
  /// Type of an input's elements.
  DataType type(size_t i = 0) const { return type_of(fact(i).dtype); }
  DataType output_type(size_t i = 0) const { return type_of(output_fact(i).dtype); }
  size_t rank(size_t i = 0) const { return shape(i).size(); }

  Result<std::string> input(size_t i);
  /// A value that the node does not take itself.
  Result<std::string> value(ValueId id);
  Result<std::vector<std::string>> inputs();
  /// A list of int32, or a single one; equal ones are kept once.
  std::string ints(const Dims& elements);
  std::string integer(int64_t element);
  std::string number(double element, DataType type);
  Result<std::string> constant_node(const Tensor& tensor, std::string_view name);
  /// The constant input `i` as a variable: transpose(constant, perm) under `dims` when they are given.
  Result<std::string> weight(size_t i, std::string_view name, const Dims& perm, const Dims& dims = {},
                             bool trainable = true);

  /// A node with this operator.
  NodeDef& add(std::string_view op, std::vector<std::string> inputs);
  /// With attribute T, of the type of the node's first input.
  NodeDef& add_typed(std::string_view op, std::vector<std::string> inputs) {
    return add(op, std::move(inputs)).type("T", type());
  }
  /// The node's output i is this result.
  void bind(std::string reference, size_t i = 0) { state_.values[node().outputs[i].index] = std::move(reference); }
  /// The node as op(), with attribute T, whose result is its output 0. `more` sets further attributes.
  NodeDef& finish(std::vector<std::string> inputs);

 private:
  Result<std::string> variable(ValueId id, std::string_view name, const Dims& perm, const Dims& dims, bool trainable);
  DataType type_of(DType dtype) const { return data_type(dtype).value_or(DataType::f32); }
  std::string list_of_ints(const Dims& elements, bool is_scalar);

  WriterState& state_;
  const TfOp& op_;
  std::string scope_;
};

}  // namespace ponte::saved_model

#pragma once
// A node of an ONNX graph on its way into the IR.

#include <map>
#include <unordered_map>
#include <unordered_set>

#include "formats/onnx/onnx_op.h"
#include "formats/onnx/tensors.h"
#include "formats/onnx/wire.h"
#include "graph/graph.h"

namespace ponte::onnx {

/// A name of the ONNX graph. A constant becomes a value of the IR only when a node takes it as an input, so that those
/// which turn into attributes leave nothing behind.
struct Named {
  ValueId value;  // set once it is in the graph
  std::optional<Tensor> constant;
  const TensorProto* data = nullptr;  // a constant that nobody has looked at yet
};

struct ReaderState {
  explicit ReaderState(TensorReader tensor_reader) : tensors(std::move(tensor_reader)) {}

  Graph graph;
  TensorReader tensors;
  int opset = 0;
  std::unordered_map<std::string_view, Named> names;
  std::unordered_set<std::string_view> used;  // every name that some node or the graph's output takes
};

/// What the operators' `read` functions work with. Inputs and attributes that they never ask for are refused.
class NodeReader {
 public:
  NodeReader(ReaderState& state, const OnnxOp& op, const NodeProto& node);

  /// Looks up the inputs; those that the operator needs must be there.
  Result<> resolve();

  const OnnxOp& op() const { return op_; }

  int opset() const { return state_.opset; }
  /// How many inputs there are, absent ones at the end not counted.
  size_t input_count() const { return inputs_.size(); }
  size_t output_count() const { return node_.outputs.size(); }
  /// True when somebody uses this output.
  bool output_used(size_t slot) const;
  bool has_input(size_t i) const { return i < inputs_.size() && inputs_[i].named != nullptr; }
  /// An input as a value; an absent one is no value.
  ValueId input(size_t i);
  /// All of them.
  std::vector<ValueId> all_inputs();
  const Fact& fact(size_t i) const { return inputs_[i].fact; }
  const Shape& shape(size_t i) const { return fact(i).shape; }
  size_t rank(size_t i) const { return shape(i).size(); }
  DType dtype(size_t i) const { return fact(i).dtype; }
  /// The constant of an input, or null. This does not make it a value of the graph.
  const Tensor* constant(size_t i);
  /// The integer elements of an input, if all are known.
  std::optional<Dims> known_ints(size_t i);
  /// The same, or an error that says that `what` must be known.
  Result<Dims> need_ints(size_t i, std::string_view what);
  /// For an input that has no meaning for us.
  void ignore_input(size_t i);

  // Attributes. Without a fallback they are required.
  bool has(std::string_view name) const { return find(name) != nullptr; }
  Result<int64_t> integer(std::string_view name, std::optional<int64_t> fallback = std::nullopt);
  Result<double> number(std::string_view name, std::optional<double> fallback = std::nullopt);
  Result<bool> boolean(std::string_view name, bool fallback);
  Result<std::string> text(std::string_view name, std::optional<std::string_view> fallback = std::nullopt);
  Result<Dims> integers(std::string_view name, std::optional<Dims> fallback = std::nullopt);
  Result<std::vector<double>> numbers(std::string_view name);
  Result<Tensor> tensor(std::string_view name);
  /// An axis of input 0, or of a tensor of another rank, made non-negative.
  Result<int64_t> axis(std::string_view name, std::optional<int64_t> fallback = std::nullopt);
  Result<int64_t> axis(std::string_view name, std::optional<int64_t> fallback, size_t rank);
  void ignore(std::string_view name);
  /// Refuses any value but this one.
  Result<> only(std::string_view name, int64_t value);

  /// The IR node that stands for this one, with its name and the names of its outputs. Absent inputs at the end fall
  /// away.
  Result<> emit(std::string_view op, std::vector<ValueId> inputs, Attrs attrs = {});
  /// A helping node of one output before it; `suffix` goes after the name.
  Result<ValueId> add(std::string_view op, std::vector<ValueId> inputs, Attrs attrs, std::string_view suffix);
  ValueId add_constant(Tensor tensor, std::string_view suffix);
  /// Output 0 is this constant.
  Result<> define(Tensor tensor);

  /// An error when something was not asked for.
  Result<> check_all_read() const;
  const std::string& name() const { return name_; }

 private:
  struct Input {
    Named* named = nullptr;
    Fact fact;
    bool read = false;
  };

  const AttributeProto* find(std::string_view name) const;
  /// The attribute, null when it is absent; an error when it has another type or is required.
  Result<const AttributeProto*> find_typed(std::string_view name, int32_t type, bool required);
  Result<> resolve_input(std::string_view input_name);
  Result<std::vector<ValueId>> add_to_graph(NodeSpec spec);
  Result<> bind(std::string_view output_name, Named named);

  ReaderState& state_;
  const OnnxOp& op_;
  const NodeProto& node_;
  std::string name_;
  std::vector<Input> inputs_;
  std::vector<bool> attribute_read_;
};

}  // namespace ponte::onnx

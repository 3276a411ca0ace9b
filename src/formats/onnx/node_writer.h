#pragma once
// A node of the IR on its way into an ONNX graph.

#include <unordered_set>

#include "base/proto_writer.h"
#include "formats/onnx/onnx_op.h"
#include "graph/node_view.h"

namespace ponte::onnx {

struct WriterState {
  const Graph& graph;
  int opset;
  ProtoWriter nodes;                            // GraphProto with its nodes
  ProtoWriter initializers;                     // and with its initializers, which stand after them
  std::vector<bool> constant_written;           // by value
  std::unordered_set<std::string> taken_names;  // of values
};

/// A TensorProto.
ProtoWriter tensor_message(std::string_view name, const Tensor& tensor);

/// What the operators' `write` functions work with: it begins as a node without inputs and attributes, whose outputs
/// are those of the IR node.
class NodeWriter : public NodeView {
 public:
  NodeWriter(WriterState& state, const OnnxOp& op, const Node& node);

  int opset() const { return state_.opset; }
  const OnnxOp& op() const { return op_; }

  /// Input i of the IR node; an absent one when it has none.
  void input(size_t i);
  /// All inputs of the IR node, in their order.
  void same_inputs();
  void no_input() { inputs_.emplace_back(); }
  /// A one-dimensional int64 constant as the next input; `suffix` goes after the node's name.
  void ints_input(const Dims& elements, std::string_view suffix) { constant_input(Tensor::ints(elements), suffix); }
  /// A constant as the next input.
  void constant_input(const Tensor& tensor, std::string_view suffix);

  void integer(std::string_view name, int64_t value);
  void boolean(std::string_view name, bool value) { integer(name, value ? 1 : 0); }
  void number(std::string_view name, double value);
  void text(std::string_view name, std::string_view value);
  void integers(std::string_view name, const Dims& values);
  void tensor(std::string_view name, const Tensor& value);

  /// An error when what is being written needs a later opset; `what` names it.
  Result<> need_opset(int first, const std::string& what) const;

  /// Adds the node to the graph.
  void finish();

 private:
  ProtoWriter attribute(std::string_view name, int32_t type) const;

  WriterState& state_;
  const OnnxOp& op_;
  std::vector<std::string> inputs_;
  ProtoWriter attributes_;  // NodeProto with attributes only
};

}  // namespace ponte::onnx

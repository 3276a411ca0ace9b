#pragma once
// A node of the IR on its way into a TFLite model. The graph has channels last.

#include <map>
#include <unordered_map>
#include <unordered_set>

#include "formats/tflite/flat_builder.h"
#include "formats/tflite/schema.h"
#include "formats/tflite/tflite_op.h"
#include "formats/tflite/writer.h"
#include "graph/layout.h"
#include "graph/node_view.h"

namespace ponte::tflite {

using TensorIndex = int32_t;

struct WriterState {
  explicit WriterState(const Graph& model_graph, Precision weights);

  const Graph& graph;
  const Precision precision;
  const bool floats_stay;  // weights that half precision would round are written as float32
  FlatBuilder flat;
  std::vector<FlatRef> tensors, buffers, operators, codes;
  std::map<std::pair<int32_t, int32_t>, uint32_t> code_numbers;  // by code and version
  std::unordered_map<uint32_t, TensorIndex> values;              // by value of the graph
  std::map<Dims, TensorIndex> int_lists;
  std::unordered_set<uint32_t> absorbed;  // nodes that are part of the operator before them
  size_t temporaries = 0;

  TensorIndex add_tensor(std::string_view name, const Shape& shape, TensorType type, uint32_t buffer = 0,
                         std::vector<FlatField> more = {});
  uint32_t add_buffer(uint64_t size, MakeBytes make);
  /// The number under which operators of the model name this code in this version.
  uint32_t code_number(int32_t code, int32_t version);
};

Result<TensorType> tensor_type(DType dtype);

/// A weight on its way: what becomes it under transpose(tensor, perm).
struct NewWeight {
  std::string name;
  Tensor tensor;
  Dims perm;
  size_t channel_axis = 0;  // of the output channels, in TFLite's order
  Dims dims = {};           // as which the elements are written; empty: as they are
  MakeBytes make = {};      // what makes the float32 elements when it is more than the transpose
  bool keep_float = false;  // 8 bits would cost more exactness than the bytes are worth
};

/// What the operators' `write` functions work with.
class OpWriter : public NodeView {
 public:
  OpWriter(WriterState& state, NodeId id, const TfliteOp& op)
      : NodeView(state.graph, state.graph.node(id)), state_(state), op_(op) {}

  const TfliteOp& op() const { return op_; }
  /// The shape's sizes, or an error when one is open.
  Result<Dims> need_dims(const Shape& shape) const;

  Result<TensorIndex> input(size_t i);
  Result<TensorIndex> value(ValueId id);
  Result<TensorIndex> output(size_t i = 0);
  /// Nobody computes output i of the node: it is this tensor.
  void bind(size_t i, TensorIndex tensor) { state_.values[node().outputs[i].index] = tensor; }
  TensorIndex temporary(const Shape& shape, TensorType type = TensorType::f32);
  /// A list of int32; equal ones are kept once.
  TensorIndex ints(const Dims& elements, bool scalar = false);
  Result<TensorIndex> constant_tensor(const Tensor& tensor, std::string_view name);
  Result<TensorIndex> zeros(int64_t count);
  /// A float32 weight in the form that the model has; with `store_quantized`, int8_dynamic gives the 8 bits themselves.
  Result<TensorIndex> weight(NewWeight weight, bool store_quantized = false);
  bool is_dynamic() const { return state_.precision == Precision::int8_dynamic; }

  /// An operator with this code, whose name ops/ says.
  void emit(std::string_view name, std::vector<TensorIndex> inputs, std::vector<TensorIndex> outputs,
            std::vector<FlatField> options = {}, int32_t version = 1);
  /// The node as op() with its output 0.
  Result<> finish(std::vector<TensorIndex> inputs, std::vector<FlatField> options = {}, int32_t version = 1);

  /// The relu or relu6 after the node, when nobody else uses the node's output: it becomes part of the operator, whose
  /// output is then the activation's.
  Activation absorb_activation();

 private:
  bool stays_float(const NewWeight& weight, bool store_quantized) const;
  Result<TensorIndex> quantize(const NewWeight& weight, const Dims& dims, MakeBytes make);

  WriterState& state_;
  const TfliteOp& op_;
  ValueId absorbed_output_;
};

/// The tensor's elements under transpose(tensor, perm), as float32. What needs no move is not copied.
MakeBytes make_transposed(Tensor tensor, Dims perm);

}  // namespace ponte::tflite

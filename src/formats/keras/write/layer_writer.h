#pragma once
// A node of the IR on its way into a functional model of Keras. The graph has channels last.

#include <functional>
#include <unordered_map>
#include <unordered_set>

#include "formats/hdf5/writer.h"
#include "formats/keras/keras_layer.h"
#include "graph/node_view.h"
#include "ponte/json.h"

namespace ponte::keras {

/// One of the results of a call.
struct TensorRef {
  size_t call = 0;
  int64_t output = 0;
};

/// A variable of a layer: its dims in Keras' order, and what writes its elements.
struct NewWeight {
  Dims dims;
  std::function<Result<>(std::span<float>)> fill;
};

/// A layer or an operation with the one call that is made of it.
struct NewCall {
  std::string name, class_name, module;
  std::string config, args, kwargs;  // JSON
  std::vector<size_t> parents;       // in the order of the arguments
  std::vector<NewWeight> weights;
  std::vector<std::string> results;  // JSON of the shape and dtype of each

  bool is_layer() const { return module == "keras.layers"; }
};

struct WriterState {
  explicit WriterState(const Graph& model_graph) : graph(model_graph) {}

  const Graph& graph;
  std::vector<NewCall> calls;
  std::unordered_set<std::string> taken_names;
  std::unordered_map<uint32_t, TensorRef> tensors;  // by value of the graph
  std::vector<size_t> depth;                        // of each call: the longest way from an input
  std::unordered_set<uint32_t> absorbed;            // nodes that are part of the layer before them
};

/// "model.4.m.0.cv1.conv" as a name that every backend takes: letters, digits and underscores.
std::string layer_name(std::string_view node_name);

/// "[null,640,640,3]": the sizes that are known.
std::string shape_json(const Shape& shape);

/// {"class_name": "__numpy__", …}; integers as int32. An error when one does not fit.
Result<std::string> constant_json(const Tensor& tensor);

class LayerWriter;

/// A call being put together. Members of `config` are written one after the other.
class CallWriter {
 public:
  CallWriter(LayerWriter& writer, std::string_view class_name, std::string_view module, std::string name);

  Json& config() { return config_; }
  CallWriter& tensor(TensorRef tensor);
  CallWriter& tensors(const std::vector<TensorRef>& list);  // one argument that is a list
  CallWriter& constant(const Tensor& tensor);
  CallWriter& json(std::string_view text);  // an argument as it is written
  CallWriter& keyword(std::string_view name, std::string_view text);
  CallWriter& weight(Dims dims, std::function<Result<>(std::span<float>)> fill);
  /// The call's first result, which has this dtype and shape.
  Result<TensorRef> finish(const Shape& shape, DType dtype = DType::f32);
  /// A call with several results.
  Result<TensorRef> finish(const std::vector<Fact>& results);

 private:
  void separate();
  std::string reference(TensorRef tensor);

  LayerWriter& writer_;
  NewCall call_;
  Json config_;
  Result<> failed_;
};

/// What the classes' `write` functions work with.
class LayerWriter : public NodeView {
 public:
  LayerWriter(WriterState& state, NodeId id) : NodeView(state.graph, state.graph.node(id)), state_(state) {}

  WriterState& state() { return state_; }
  /// Input i as a result of a call; unsupported when it is a constant.
  Result<TensorRef> input(size_t i);
  size_t depth(TensorRef tensor) const { return state_.depth[tensor.call]; }

  /// A call of a class of keras.layers, named after the node and `suffix`.
  CallWriter layer(std::string_view class_name, std::string_view suffix = {});
  /// A call of an operation; module is what comes after "keras.src.ops.".
  CallWriter operation(std::string_view class_name, std::string_view module, std::string_view suffix = {});
  /// Output `slot` of the node is this result.
  void bind(size_t slot, TensorRef tensor) { state_.tensors[node().outputs[slot].index] = tensor; }
  /// bind() of output 0 to a call whose result has the output's shape.
  Result<> finish(CallWriter& call);

  /// The activation after the node, when nobody else uses the node's output: it becomes part of the layer, which then
  /// gives the activation's output. "linear" when there is none.
  std::string absorb_activation();

 private:
  WriterState& state_;
  ValueId absorbed_output_;
};

/// The name under which keras.activations has an operator with these attributes; empty when it does not have it.
std::string activation_name(const Node& node);

}  // namespace ponte::keras

#include "formats/keras/writer.h"

#include <algorithm>
#include <map>

#include "base/refusals.h"
#include "base/words.h"
#include "base/zip_writer.h"
#include "formats/keras/config/order.h"
#include "formats/keras/config/snake_case.h"
#include "formats/keras/write/layer_writer.h"

namespace ponte::keras {

namespace {

/// The oldest version that loads the file.
constexpr std::string_view kKerasVersion = "3.4.0";

const KerasLayer* layer_for(std::string_view op) {
  for (const KerasLayer* layer : all_keras_layers())
    if (layer->write && has_word(layer->ir, op)) return layer;
  return nullptr;
}

Result<> write_inputs(WriterState& state) {
  for (ValueId id : state.graph.inputs()) {
    const Value& value = state.graph.value(id);
    NewCall call{.name = layer_name(value.name), .class_name = "InputLayer", .module = "keras.layers"};
    if (!state.taken_names.insert(call.name).second) return unsupported("two inputs are named {}", call.name);
    bool is_float_input = is_float(value.fact.dtype);
    const char* dtype = is_float_input ? "float32" : value.fact.dtype == DType::boolean ? "bool" : "int32";
    if (value.fact.dtype == DType::u8) dtype = "uint8";
    call.results.push_back(fmt::format(R"("shape":{},"dtype":"{}")", shape_json(value.fact.shape), dtype));
    call.config =
        fmt::format(R"({{"batch_shape":{},"dtype":"{}","name":"{}"}})", shape_json(value.fact.shape), dtype, call.name);
    state.tensors[id.index] = {state.calls.size(), 0};
    state.calls.push_back(std::move(call));
    state.depth.push_back(0);
  }
  return {};
}

Result<> write_nodes(WriterState& state) {
  Refusals refusals;
  for (NodeId id : state.graph.order()) {
    const Node& node = state.graph.node(id);
    if (state.absorbed.contains(id.index)) continue;
    const KerasLayer* layer = layer_for(node.op->name);
    if (!layer) {
      refusals.add(fmt::format("Keras has no layer for {}", node.op->name), node.name);
      for (ValueId output : node.outputs) state.tensors[output.index] = {};
      continue;
    }
    LayerWriter writer(state, id);
    if (Result<> written = layer->write(writer); !written) {
      if (written.error().kind != ErrorKind::unsupported)
        return std::unexpected(std::move(written).error().in(node.name));
      refusals.add(written.error().what, node.name);
      for (ValueId output : node.outputs) state.tensors[output.index] = {};
    }
  }
  return refusals.status("a Keras model");
}

struct WrittenOutput {
  std::string name;
  size_t call;
};

/// Each output comes out of a layer of its name, so that Keras shows it under it.
Result<std::vector<WrittenOutput>> write_outputs(WriterState& state) {
  std::vector<WrittenOutput> outputs;
  for (ValueId id : state.graph.outputs()) {
    const Value& value = state.graph.value(id);
    auto found = state.tensors.find(id.index);
    if (found == state.tensors.end()) return unsupported("the output {} is a constant", value.name);
    const NewCall& from = state.calls[found->second.call];
    NewCall call{.name = layer_name(value.name), .class_name = "Identity", .module = "keras.layers"};
    while (!state.taken_names.insert(call.name).second) call.name += "_output";
    const std::string& result = from.results[static_cast<size_t>(found->second.output)];
    call.args = fmt::format(R"({{"class_name":"__keras_tensor__","config":{{{},"keras_history":["{}",0,{}]}}}})",
                            result, from.name, found->second.output);
    call.config = fmt::format(R"({{"name":"{}"}})", call.name);
    call.parents.push_back(found->second.call);
    call.results.push_back(result);
    outputs.push_back({value.name, state.calls.size()});
    state.depth.push_back(state.depth[found->second.call] + 1);
    state.calls.push_back(std::move(call));
  }
  return outputs;
}

std::string call_json(const NewCall& call) {
  std::string registered = call.is_layer() ? "null" : fmt::format("\"{}\"", call.class_name);
  std::string inbound;
  if (call.class_name != "InputLayer")
    inbound = fmt::format(R"({{"args":[{}],"kwargs":{{{}}}}})", call.args, call.kwargs);
  return fmt::format(
      R"({{"module":"{}","class_name":"{}","config":{},"registered_name":{},"name":"{}","inbound_nodes":[{}]}})",
      call.module, call.class_name, call.config, registered, call.name, inbound);
}

std::string config_json(const WriterState& state, const std::vector<WrittenOutput>& outputs,
                        const std::vector<size_t>& order, const std::string& model_name) {
  std::vector<std::string> layers, inputs, named;
  for (size_t call : order) layers.push_back(call_json(state.calls[call]));
  for (ValueId input : state.graph.inputs())
    inputs.push_back(fmt::format(R"(["{}",0,0])", state.calls[state.tensors.at(input.index).call].name));
  std::string output_layers;
  for (const WrittenOutput& output : outputs)
    named.push_back(fmt::format(R"("{}":["{}",0,0])", output.name, state.calls[output.call].name));
  if (outputs.size() == 1)
    output_layers = fmt::format(R"([["{}",0,0]])", state.calls[outputs[0].call].name);
  else
    output_layers = fmt::format("{{{}}}", fmt::join(named, ","));
  return fmt::format(
      R"({{"module":"keras.src.models.functional","class_name":"Functional","config":{{"name":"{}","trainable":true,)"
      R"("layers":[{}],"input_layers":[{}],"output_layers":{}}},"registered_name":"Functional"}})",
      model_name, fmt::join(layers, ",\n"), fmt::join(inputs, ","), output_layers);
}

/// Groups are named by class and by a number within it, over layers in the order in which Keras sorts them.
std::vector<hdf5::NewDataset> datasets_of(std::vector<NewCall>& calls, const std::vector<size_t>& order) {
  std::map<std::string, int> counts;
  std::vector<hdf5::NewDataset> datasets;
  for (size_t index : order) {
    NewCall& call = calls[index];
    if (!call.is_layer()) continue;
    std::string group = snake_case(call.class_name);
    int number = counts[group]++;
    if (number > 0) group += fmt::format("_{}", number);
    for (size_t i = 0; i < call.weights.size(); ++i)
      datasets.push_back(
          {fmt::format("layers/{}/vars/{}", group, i), call.weights[i].dims, std::move(call.weights[i].fill)});
  }
  return datasets;
}

std::string metadata_json(const Metadata& metadata) {
  Json json;
  json.begin_object().member("keras_version", kKerasVersion);
  json.key("ponte").begin_object();
  for (const auto& [key, value] : metadata) json.member(key, value);
  json.end_object().end_object();
  return json.text();
}

Result<std::vector<size_t>> order_of(const WriterState& state, const std::vector<WrittenOutput>& outputs) {
  std::vector<OrderedCall> calls;
  for (size_t i = 0; i < state.calls.size(); ++i) calls.push_back({i, state.calls[i].parents});
  std::vector<WrittenOutput> sorted = outputs;
  std::sort(sorted.begin(), sorted.end(),
            [](const WrittenOutput& a, const WrittenOutput& b) { return a.name < b.name; });
  std::vector<size_t> ends, starts;
  for (const WrittenOutput& output : sorted) ends.push_back(output.call);
  for (ValueId input : state.graph.inputs()) starts.push_back(state.tensors.at(input.index).call);
  return functional_order(calls, ends, starts);
}

}  // namespace

bool can_write(const OpInfo& op) { return layer_for(op.name) != nullptr; }

Result<> write_keras(Graph graph, const WriteOptions& options, AtomicFile& file) {
  WriterState state(graph);
  TRY(write_inputs(state));
  TRY(write_nodes(state));
  TRY_ASSIGN(std::vector<WrittenOutput> outputs, write_outputs(state));
  TRY_ASSIGN(std::vector<size_t> order, order_of(state, outputs));
  std::string metadata = metadata_json(options.metadata);
  std::string config = config_json(state, outputs, order, layer_name(options.model_name));
  const std::string root_variables[] = {"vars"};
  std::vector<hdf5::NewDataset> datasets = datasets_of(state.calls, order);
  graph = Graph();
  TRY_ASSIGN(SharedBytes weights, hdf5::write_hdf5(datasets, root_variables));
  auto bytes = [](const std::string& text) { return std::as_bytes(std::span(text)); };
  return append_zip(
      file,
      {{"metadata.json", bytes(metadata)}, {"config.json", bytes(config), true}, {"model.weights.h5", weights.bytes}});
}

}  // namespace ponte::keras

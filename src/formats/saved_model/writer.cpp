#include "formats/saved_model/writer.h"

#include <algorithm>

#include "base/refusals.h"
#include "base/words.h"
#include "formats/saved_model/bundle.h"
#include "formats/saved_model/meta_graph.h"
#include "formats/saved_model/metadata_yaml.h"

namespace ponte::saved_model {

namespace {

const TfOp* writer_of(std::string_view ir) {
  for (const TfOp* op : all_tf_ops())
    if (has_word(op->ir, ir)) return op;
  return nullptr;
}

Result<std::vector<Port>> inputs_of(WriterState& state) {
  std::vector<Port> ports;
  for (ValueId id : state.graph.inputs()) {
    const Value& value = state.graph.value(id);
    TRY_ASSIGN(DataType type, data_type(value.fact.dtype));
    std::string name = state.unique_name(scope_of(value.name));
    state.values[id.index] = name;
    ports.push_back({std::move(name), type, value.fact.shape});
  }
  return ports;
}

Result<> write_nodes(WriterState& state) {
  Refusals refusals;
  for (NodeId id : state.graph.order()) {
    const Node& node = state.graph.node(id);
    const TfOp* op = writer_of(node.op->name);
    Result<> written;
    if (op) {
      OpWriter writer(state, node, *op);
      written = op->write(writer);
    } else {
      written = unsupported("SavedModel: no form for {} yet", node.op->name);
    }
    if (written) continue;
    if (written.error().kind != ErrorKind::unsupported)
      return std::unexpected(std::move(written).error().in(node.name));
    refusals.add(written.error().what, node.name);
    for (ValueId output : node.outputs) state.values[output.index] = "refused";
  }
  return refusals.status("a SavedModel");
}

struct Output {
  Port port;
  std::string reference;
};

/// Arguments and results of a function share their names; different ones may have become the same.
Result<std::vector<Output>> outputs_of(const WriterState& state, const std::vector<Port>& inputs) {
  std::vector<Output> outputs;
  std::set<std::string> taken;
  for (const Port& input : inputs) taken.insert(input.name);
  for (ValueId id : state.graph.outputs()) {
    const Value& value = state.graph.value(id);
    auto found = state.values.find(id.index);
    if (found == state.values.end()) return unsupported("the output {} is a constant", value.name);
    TRY_ASSIGN(DataType type, data_type(value.fact.dtype));
    std::string name = scope_of(value.name);
    while (!taken.insert(name).second) name += "_";
    outputs.push_back({{std::move(name), type, value.fact.shape}, found->second});
  }
  std::ranges::sort(outputs, {}, [](const Output& output) { return output.port.name; });
  return outputs;
}

/// Names in the graph around the functions, and of the function's argument that no input may take.
constexpr std::string_view kTaken[] = {"serving", "saver_filename", "save_path", "restore_all", "call"};

}  // namespace

bool can_write(const OpInfo& op) {
  // Constants of a quantized model are better numbers; the rule that makes them so leaves others alone.
  return op.name != "dequantize_linear" && writer_of(op.name) != nullptr;
}

Result<> write_saved_model(Graph graph, const Metadata& metadata, const AtomicFolder& folder) {
  WriterState state(graph);
  state.names.insert(std::begin(kTaken), std::end(kTaken));
  Interface interface;
  TRY_ASSIGN(interface.inputs, inputs_of(state));
  TRY(write_nodes(state));
  TRY_ASSIGN(std::vector<Output> outputs, outputs_of(state, interface.inputs));
  std::vector<std::string> results;
  for (Output& output : outputs) {
    interface.outputs.push_back(std::move(output.port));
    results.push_back(std::move(output.reference));
  }
  std::string card = metadata_yaml(metadata);
  TRY_ASSIGN(AtomicFile model, folder.file("saved_model.pb"));
  TRY(model.append(saved_model_message(state, interface, results, card).pieces()));
  TRY(model.commit());
  ProtoWriter objects = checkpoint_objects(state.variables);
  // Each weight goes as soon as it is written.
  graph = Graph();
  TRY(write_bundle(state.variables, objects, folder));
  TRY_ASSIGN(AtomicFile yaml, folder.file("metadata.yaml"));
  TRY(yaml.append(as_bytes(card)));
  return yaml.commit();
}

}  // namespace ponte::saved_model

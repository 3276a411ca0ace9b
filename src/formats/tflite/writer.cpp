#include "formats/tflite/writer.h"

#include "base/refusals.h"
#include "base/words.h"
#include "base/zip_writer.h"
#include "formats/tflite/op_writer.h"
#include "ponte/json.h"

namespace ponte::tflite {

namespace {

const TfliteOp* writer_of(std::string_view ir) {
  for (const TfliteOp* op : all_tflite_ops())
    if (op->write && has_word(op->ir, ir)) return op;
  return nullptr;
}

Result<> write_inputs(WriterState& state) {
  for (ValueId id : state.graph.inputs()) {
    const Value& value = state.graph.value(id);
    TRY_ASSIGN(TensorType type, tensor_type(value.fact.dtype));
    state.values[id.index] = state.add_tensor(value.name, value.fact.shape, type);
  }
  return {};
}

Result<> write_nodes(WriterState& state) {
  Refusals refusals;
  for (NodeId id : state.graph.order()) {
    const Node& node = state.graph.node(id);
    if (state.absorbed.contains(id.index)) continue;
    const TfliteOp* op = writer_of(node.op->name);
    Result<> written;
    if (op) {
      OpWriter writer(state, id, *op);
      written = op->write(writer);
    } else {
      written = unsupported("TFLite has no operator for {}", node.op->name);
    }
    if (written) continue;
    if (written.error().kind != ErrorKind::unsupported)
      return std::unexpected(std::move(written).error().in(node.name));
    refusals.add(written.error().what, node.name);
    for (ValueId output : node.outputs) state.values[output.index] = 0;
  }
  return refusals.status("a TFLite model");
}

FlatRef named_tensors(WriterState& state, const std::vector<ValueId>& values) {
  std::vector<FlatRef> list;
  for (ValueId id : values)
    list.push_back(state.flat.table({{field::named_tensor::name, state.flat.string(state.graph.value(id).name)},
                                     {field::named_tensor::tensor, static_cast<uint32_t>(state.values.at(id.index))}}));
  return state.flat.references(list);
}

std::vector<TensorIndex> tensors_of(const WriterState& state, const std::vector<ValueId>& values) {
  std::vector<TensorIndex> list;
  for (ValueId id : values) list.push_back(state.values.at(id.index));
  return list;
}

FlatRef model_table(WriterState& state) {
  FlatBuilder& flat = state.flat;
  const Graph& graph = state.graph;
  FlatRef signature = flat.table({{field::signature::inputs, named_tensors(state, graph.inputs())},
                                  {field::signature::outputs, named_tensors(state, graph.outputs())},
                                  {field::signature::key, flat.string("serving_default")},
                                  {field::signature::subgraph, uint32_t{0}}});
  FlatRef subgraph = flat.table({{field::subgraph::tensors, flat.references(state.tensors)},
                                 {field::subgraph::inputs, flat.vector(tensors_of(state, graph.inputs()))},
                                 {field::subgraph::outputs, flat.vector(tensors_of(state, graph.outputs()))},
                                 {field::subgraph::operators, flat.references(state.operators)},
                                 {field::subgraph::name, flat.string("main")}});
  return flat.table({{field::model::version, kSchemaVersion},
                     {field::model::operator_codes, flat.references(state.codes)},
                     {field::model::subgraphs, flat.references({subgraph})},
                     {field::model::description, flat.string("ponte")},
                     {field::model::buffers, flat.references(state.buffers)},
                     {field::model::signatures, flat.references({signature})}});
}

std::string metadata_json(const Metadata& metadata) {
  Json json;
  json.begin_object();
  for (const auto& [key, value] : metadata) json.member(key, value);
  json.end_object();
  return json.text();
}

}  // namespace

bool can_write(const OpInfo& op) { return writer_of(op.name) != nullptr; }

Result<> write_tflite(Graph graph, const WriteOptions& options, AtomicFile& file) {
  WriterState state(graph, options.weights);
  TRY(write_inputs(state));
  TRY(write_nodes(state));
  FlatRef model = model_table(state);
  graph = Graph();
  TRY(state.flat.write(model, "TFL3", file));
  if (options.metadata.empty()) return {};
  std::string metadata = metadata_json(options.metadata);
  return append_zip(file, {{"metadata.json", as_bytes(metadata)}});
}

}  // namespace ponte::tflite

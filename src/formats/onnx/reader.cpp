#include "formats/onnx/reader.h"

#include "formats/onnx/node_reader.h"

namespace ponte::onnx {

namespace {

constexpr int kFirstReadOpset = 7, kLastReadOpset = 25;

using OpTable = std::unordered_map<std::string_view, const OnnxOp*>;

OpTable table_by_type() {
  OpTable table;
  for (const OnnxOp* op : all_onnx_ops()) table.emplace(op->onnx, op);
  return table;
}

bool is_standard(std::string_view domain) { return domain.empty() || domain == "ai.onnx"; }

Result<int> standard_opset(const ModelProto& model) {
  for (const auto& [domain, version] : model.opsets) {
    if (!is_standard(domain)) continue;
    if (version < kFirstReadOpset || version > kLastReadOpset)
      return unsupported("opset {} is not supported, {} to {} are", version, kFirstReadOpset, kLastReadOpset);
    return static_cast<int>(version);
  }
  return unsupported("the model does not say its opset");
}

// "Loop (2 nodes: /a, /b)"
struct Missing {
  size_t count = 0;
  std::vector<std::string_view> names;
};

Result<> check_operators(const GraphProto& graph, const OpTable& table) {
  std::map<std::string, Missing> missing;
  for (const NodeProto& node : graph.nodes) {
    if (is_standard(node.domain) && table.contains(node.op_type)) continue;
    std::string type =
        is_standard(node.domain) ? std::string(node.op_type) : fmt::format("{}.{}", node.domain, node.op_type);
    Missing& entry = missing[std::move(type)];
    if (++entry.count <= 3)
      entry.names.push_back(node.name.empty() && !node.outputs.empty() ? node.outputs[0] : node.name);
  }
  if (missing.empty()) return {};
  std::vector<std::string> parts;
  for (const auto& [type, entry] : missing)
    parts.push_back(fmt::format("{} ({} node{}: {}{})", type, entry.count, entry.count == 1 ? "" : "s",
                                fmt::join(entry.names, ", "), entry.count > entry.names.size() ? ", …" : ""));
  return unsupported("{} {} not supported: {}", missing.size(), missing.size() == 1 ? "operator is" : "operators are",
                     fmt::join(parts, ", "));
}

void collect_used(const GraphProto& graph, ReaderState& state) {
  for (const NodeProto& node : graph.nodes) state.used.insert(node.inputs.begin(), node.inputs.end());
  for (const auto& output : graph.outputs) state.used.insert(output.name);
}

Shape with_sizes(Shape shape, const OnnxReadOptions& options) {
  auto choose = [&](size_t axis, int64_t size) {
    if (size > 0 && !shape[axis].known()) shape[axis] = Dim(size);
  };
  if (!shape.empty()) choose(0, options.batch);
  bool picture = shape.size() == 4 && shape[1].known();
  if (picture) choose(2, options.height);
  if (picture) choose(3, options.width);
  return shape;
}

Result<> add_inputs(const GraphProto& graph, ReaderState& state, const OnnxReadOptions& options) {
  for (const auto& tensor : graph.initializers) state.names[tensor.name].data = &tensor;
  for (const auto& input : graph.inputs) {
    // Before IR version 4 every initializer was listed as an input too; now it means a default that may be replaced.
    if (state.names.contains(input.name)) continue;
    if (!input.is_tensor) return unsupported("the input {} is not a tensor", input.name);
    if (!input.shape) return unsupported("the input {} has no shape", input.name);
    TRY(check_rank(input.shape->size()));
    TRY_ASSIGN(DType dtype, in_context(dtype_from_onnx(input.elem_type), fmt::format("input {}", input.name)));
    Shape shape = with_sizes(*input.shape, options);
    ValueId value = state.graph.add_input(std::string(input.name), {dtype, std::move(shape), std::nullopt});
    state.names[input.name].value = value;
  }
  return {};
}

Result<> read_node(const NodeProto& node, const OnnxOp& op, ReaderState& state) {
  NodeReader reader(state, op, node);
  auto read = [&]() -> Result<> {
    TRY(reader.resolve());
    TRY(op.read(reader));
    return reader.check_all_read();
  };
  return in_context(read(), reader.name());
}

Result<> add_outputs(const GraphProto& graph, ReaderState& state) {
  constexpr size_t kMost = 10'000;
  if (graph.outputs.empty() || graph.outputs.size() > kMost)
    return corrupt("the graph has {} outputs", graph.outputs.size());
  for (const auto& output : graph.outputs) {
    auto found = state.names.find(output.name);
    if (found == state.names.end()) return corrupt("nothing makes the output {}", output.name);
    Named& named = found->second;
    if (!named.value) {
      if (named.data) {
        TRY_ASSIGN(named.constant, state.tensors.read(*named.data));
      }
      named.value = state.graph.add_constant(std::string(output.name), *named.constant);
    }
    TRY(state.graph.add_output(named.value, std::string(output.name)));
  }
  return {};
}

Result<> read_graph(const GraphProto& graph, ReaderState& state, const OnnxReadOptions& options) {
  OpTable table = table_by_type();
  TRY(check_operators(graph, table));
  if (graph.sparse_initializers > 0) return unsupported("sparse initializers are not supported");
  state.graph.name = std::string(graph.name);
  collect_used(graph, state);
  TRY(add_inputs(graph, state, options));
  for (const NodeProto& node : graph.nodes) TRY(read_node(node, *table.at(node.op_type), state));
  return add_outputs(graph, state);
}

}  // namespace

Result<OnnxModel> read_onnx(SharedBytes file, const std::string& folder, const OnnxReadOptions& options) {
  Result<ModelProto> parsed = parse_model(file.bytes);
  if (!parsed) return corrupt("not an ONNX model: {}", parsed.error().what);
  if (!parsed->graph) return corrupt("not an ONNX model: it has no graph");
  TRY_ASSIGN(int opset, standard_opset(*parsed));
  ReaderState state(TensorReader(std::move(file), folder));
  state.opset = opset;
  TRY(read_graph(*parsed->graph, state, options));
  OnnxModel model{.opset = opset, .ir_version = parsed->ir_version};
  model.graph = std::move(state.graph);
  for (const auto& [key, value] : parsed->metadata) model.metadata.emplace_back(key, value);
  model.producer_name = std::string(parsed->producer_name);
  model.producer_version = std::string(parsed->producer_version);
  return model;
}

}  // namespace ponte::onnx

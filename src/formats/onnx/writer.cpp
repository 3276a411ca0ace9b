#include "formats/onnx/writer.h"

#include <set>

#include "base/refusals.h"
#include "formats/onnx/node_writer.h"
#include "formats/onnx/tensors.h"

namespace ponte::onnx {

namespace {

constexpr int kFirstWrittenOpset = 13, kLastWrittenOpset = 25;

// The IR version of the first ONNX release that had the opset (docs/Versioning.md of github.com/onnx/onnx).
int ir_version(int opset) {
  if (opset <= 14) return 7;
  if (opset <= 18) return 8;
  if (opset <= 20) return 9;
  if (opset <= 22) return 10;
  if (opset == 23) return 11;
  return opset == 24 ? 12 : 13;
}

ProtoWriter value_info(const Value& value) {
  ProtoWriter shape;
  for (const Dim& dim : value.fact.shape) {
    ProtoWriter dimension;
    if (dim.known())
      dimension.integer(1, dim.size);
    else if (!dim.symbol.empty())
      dimension.text(2, dim.symbol);
    shape.message(1, dimension);
  }
  ProtoWriter tensor, type, info;
  tensor.integer(1, dtype_to_onnx(value.fact.dtype));
  tensor.message(2, shape);
  type.message(1, tensor);
  info.text(1, value.name);
  info.message(2, type);
  return info;
}

std::string too_early(const OnnxOp& op) { return fmt::format("{} needs opset {}", op.ir, op.since); }

Result<> write_nodes(WriterState& state) {
  std::unordered_map<std::string_view, const OnnxOp*> table;
  for (const OnnxOp* op : all_onnx_ops())
    if (op->write) table.emplace(op->ir, op);
  Refusals refusals;
  for (NodeId id : state.graph.order()) {
    const Node& node = state.graph.node(id);
    auto found = table.find(node.op->name);
    if (found == table.end()) {
      refusals.add(fmt::format("{} is not an operator of ONNX", node.op->name), node.name);
      continue;
    }
    const OnnxOp& op = *found->second;
    if (op.since > state.opset) {
      refusals.add(too_early(op), node.name);
      continue;
    }
    NodeWriter writer(state, op, node);
    if (Result<> written = op.write(writer); !written) {
      if (written.error().kind != ErrorKind::unsupported)
        return std::unexpected(std::move(written).error().in(node.name));
      refusals.add(written.error().what, node.name);
      continue;
    }
    writer.finish();
  }
  return refusals.status(fmt::format("ONNX of opset {}", state.opset));
}

// Fields in an order that lets a reader see the structure before the weights.
ProtoWriter graph_message(WriterState& state) {
  const Graph& graph = state.graph;
  ProtoWriter message = std::move(state.nodes);
  message.text(2, graph.name.empty() ? "graph" : graph.name);
  message.append(state.initializers);
  for (ValueId id : graph.inputs()) message.message(11, value_info(graph.value(id)));
  for (ValueId id : graph.outputs()) message.message(12, value_info(graph.value(id)));
  std::set<ValueId> outputs(graph.outputs().begin(), graph.outputs().end());
  for (NodeId id : graph.order())
    for (ValueId output : graph.node(id).outputs)
      if (!outputs.contains(output)) message.message(13, value_info(graph.value(output)));
  return message;
}

Result<ProtoWriter> model_message(const Graph& graph, const OnnxMetadata& metadata, const OnnxWriteOptions& options) {
  int opset = options.opset;
  if (opset < kFirstWrittenOpset || opset > kLastWrittenOpset)
    return usage_error("ONNX opset {} cannot be written, {} to {} can", opset, kFirstWrittenOpset, kLastWrittenOpset);
  WriterState state{.graph = graph, .opset = opset};
  state.constant_written.resize(graph.value_count());
  for (uint32_t i = 0; i < graph.value_count(); ++i)
    if (graph.value({i}).alive) state.taken_names.insert(graph.value({i}).name);
  TRY(write_nodes(state));
  // Since IR version 4 an initializer of an input's name is what the input is when it is not given.
  for (const auto& [name, tensor] : options.defaults) state.initializers.message(5, tensor_message(name, tensor));

  ProtoWriter model, opset_id;
  model.integer(1, ir_version(opset));
  model.text(2, "ponte");
  model.text(3, options.producer_version);
  opset_id.text(1, "");
  opset_id.integer(2, opset);
  model.message(8, opset_id);
  for (const auto& [key, value] : metadata) {
    ProtoWriter entry;
    entry.text(1, key);
    entry.text(2, value);
    model.message(14, entry);
  }
  model.message(7, graph_message(state));
  constexpr uint64_t kMost = (uint64_t{1} << 31) - 1;
  if (model.size() > kMost)
    return with_hint(unsupported("the model takes {} bytes, an ONNX file at most {}", model.size(), kMost),
                     "--precision fp16 halves it");
  return model;
}

}  // namespace

const OnnxOp* onnx_op_for(std::string_view ir) {
  for (const OnnxOp* op : all_onnx_ops())
    if (op->write && op->ir == ir) return op;
  return nullptr;
}

bool onnx_can_write(const OpInfo& op, int opset) {
  const OnnxOp* written_as = onnx_op_for(op.name);
  return written_as && written_as->since <= opset;
}

Result<> write_onnx(const Graph& graph, const OnnxMetadata& metadata, const OnnxWriteOptions& options,
                    AtomicFile& file) {
  TRY_ASSIGN(ProtoWriter model, model_message(graph, metadata, options));
  return file.append(model.pieces());
}

Result<std::vector<std::byte>> onnx_bytes(const Graph& graph, const OnnxMetadata& metadata,
                                          const OnnxWriteOptions& options) {
  TRY_ASSIGN(ProtoWriter model, model_message(graph, metadata, options));
  std::vector<std::byte> bytes;
  bytes.reserve(static_cast<size_t>(model.size()));
  for (Bytes piece : model.pieces()) bytes.insert(bytes.end(), piece.begin(), piece.end());
  return bytes;
}

}  // namespace ponte::onnx

#include "ponte/inspect.h"

#include "api/load.h"
#include "graph/text.h"
#include "passes/pipeline.h"

namespace ponte {

namespace {

PortInfo port_info(const Graph& graph, ValueId id) {
  const Value& value = graph.value(id);
  return {value.name, std::string(dtype_name(value.fact.dtype)), shape_text(value.fact.shape)};
}

int64_t multiply_adds(const Graph& graph) {
  int64_t total = 0;
  for (NodeId id : graph.order()) {
    const Node& node = graph.node(id);
    const Shape& output = graph.value(node.outputs[0]).fact.shape;
    if (node.op->multiply_adds && all_known(output)) total += node.op->multiply_adds(graph.context(node), output);
  }
  return total;
}

}  // namespace

Result<Inspection> inspect(const std::string& path, const InspectOptions& options) {
  TRY_ASSIGN(LoadedModel model, load_model(path, options.load));
  if (options.optimized) TRY(in_context(optimize(model.graph), path));
  Inspection seen;
  seen.format = source_format_name(model.format);
  seen.parameters = model.parameters;
  seen.multiply_adds = multiply_adds(model.graph);
  seen.warnings = std::move(model.warnings);
  for (ValueId id : model.graph.inputs()) seen.inputs.push_back(port_info(model.graph, id));
  for (ValueId id : model.graph.outputs()) seen.outputs.push_back(port_info(model.graph, id));
  for (NodeId id : model.graph.order()) ++seen.operators[std::string(model.graph.node(id).op->name)];
  if (options.graph) seen.graph_text = print(model.graph);
  seen.card = std::move(model.card);
  return seen;
}

}  // namespace ponte

#include "ponte/inspect.h"

#include "api/inspect/gpu_report.h"
#include "base/mapped_file.h"
#include "graph/byte_products.h"
#include "graph/text/text.h"
#include "io/source.h"
#include "measure/saturation.h"
#include "passes/pipeline.h"

namespace ponte::api {

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

std::vector<LayerInfo> layer_infos(std::vector<keras::LayerCall> calls) {
  std::vector<LayerInfo> layers;
  for (keras::LayerCall& call : calls) {
    LayerInfo layer{.path = std::move(call.path),
                    .class_name = std::move(call.class_name),
                    .nesting = std::move(call.nesting),
                    .call = call.call};
    for (keras::LayerEdge& edge : call.inputs)
      layer.inputs.push_back({std::move(edge.where), std::move(edge.layer), edge.call, edge.output});
    layer.shapes = std::move(call.shapes);
    layer.parameters = call.weights;
    layer.trainable_parameters = call.trainable_weights;
    layers.push_back(std::move(layer));
  }
  return layers;
}

/// What can be said of a Keras model whose layers are not all supported.
Result<Inspection> inspect_layers(const std::string& path, const Error& error) {
  TRY_ASSIGN(SharedBytes file, map_file(path));
  auto calls = keras::list_layers(std::move(file));
  if (!calls) return std::unexpected(error);
  Inspection seen;
  seen.format = "keras";
  seen.layers = layer_infos(std::move(*calls));
  seen.warnings.push_back(error.message());
  return seen;
}

}  // namespace

namespace {

Result<Inspection> inspect_model(const std::string& path, const InspectOptions& options) {
  Result<LoadedModel> loaded = load_model(path, options.load);
  bool listable = !loaded && options.layers && loaded.error().kind == ErrorKind::unsupported;
  if (listable) return inspect_layers(path, loaded.error());
  TRY_ASSIGN(LoadedModel model, std::move(loaded));
  if (options.layers && !model.source->has_layers)
    return std::unexpected(
        with_hint(usage_error("only Keras files have layers"), "--graph prints the nodes").error().in(path));
  if (options.optimized) TRY(in_context(optimize(model.graph), path));
  Inspection seen;
  seen.format = model.source->name;
  seen.parameters = model.parameters;
  seen.multiply_adds = multiply_adds(model.graph);
  seen.warnings = graph_warnings(model);
  for (ValueId id : model.graph.inputs()) seen.inputs.push_back(port_info(model.graph, id));
  for (ValueId id : model.graph.outputs()) seen.outputs.push_back(port_info(model.graph, id));
  seen.operators = std::move(model.info.operators);
  seen.quantization = std::move(model.info.quantization);
  seen.signatures = std::move(model.info.signatures);
  if (model.source->runs_in_onnxruntime && has_integer_arithmetic(model.graph))
    seen.saturable_products = count_saturable_products(model.graph);
  if (seen.operators.empty() || options.optimized) {
    seen.operators.clear();
    for (NodeId id : model.graph.order()) ++seen.operators[std::string(model.graph.node(id).op->name)];
  }
  if (options.graph) seen.graph_text = print(model.graph);
  if (options.layers) seen.layers = layer_infos(std::move(model.info.layers));
  seen.card = std::move(model.card);
  return seen;
}

}  // namespace

}  // namespace ponte::api

namespace ponte {

using namespace api;

Result<Inspection> inspect(const std::string& path, const InspectOptions& options) {
  if (!options.gpu_delegate) return inspect_model(path, options);
  TRY_ASSIGN(GpuDelegateInfo gpu, gpu_report(path));
  Result<Inspection> seen = inspect_model(path, options);
  if (!seen && seen.error().kind != ErrorKind::unsupported) return seen;
  if (!seen) {
    Inspection rest;
    rest.format = "tflite";
    rest.warnings.push_back(seen.error().message());
    seen = std::move(rest);
  }
  seen->gpu_delegate = std::move(gpu);
  return seen;
}

}  // namespace ponte

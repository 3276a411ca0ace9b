#include "formats/keras/read/graph_reader.h"

#include "formats/keras/read/inputs.h"
#include "formats/keras/read/layer_reader.h"

namespace ponte::keras {

namespace {

constexpr size_t kMostOutputs = 10'000;

// ---- classes

std::string class_text(const LayerConfig& layer) {
  bool custom = !layer.registered_name.empty() && layer.registered_name != layer.class_name;
  return custom ? layer.registered_name : layer.class_name;
}

// Keras registers its own layers under no name, or under that of the class.
bool is_custom(const LayerConfig& layer) {
  if (layer.operation || layer.registered_name.empty()) return layer.class_name.find('>') != std::string::npos;
  bool of_keras = layer.module.starts_with("keras.") || layer.module.starts_with("tf_keras.");
  return layer.registered_name.find('>') != std::string::npos || !of_keras;
}

const KerasLayer* known_class(const LayerConfig& layer) {
  return is_custom(layer) ? nullptr : find_layer(layer.class_name, layer.operation);
}

struct Missing {
  std::vector<std::string> paths;
  size_t count = 0;
};

// "my_package>Gate (1 call: backbone.gate)", all of them in one error.
Result<> check_classes(const FlatModel& model) {
  std::map<std::string, Missing> missing;
  bool any_custom = false;
  for (const FlatCall& call : model.calls) {
    if (call.layer->is_input() || known_class(*call.layer)) continue;
    any_custom |= is_custom(*call.layer);
    Missing& entry = missing[class_text(*call.layer)];
    if (++entry.count <= 3) entry.paths.push_back(call.path());
  }
  if (missing.empty()) return {};
  std::vector<std::string> parts;
  for (const auto& [name, entry] : missing)
    parts.push_back(fmt::format("{} ({} call{}: {}{})", name, entry.count, entry.count == 1 ? "" : "s",
                                fmt::join(entry.paths, ", "), entry.count > entry.paths.size() ? ", …" : ""));
  std::string classes =
      missing.size() == 1 ? "1 class of layers is" : fmt::format("{} classes of layers are", missing.size());
  auto error = unsupported("{} not supported: {}", classes, fmt::join(parts, ", "));
  if (!any_custom) return error;
  return with_hint(std::move(error),
                   "a custom layer is code that the file does not hold: replace it with layers of Keras");
}

// ---- outputs

struct NamedOutput {
  std::string name;
  TensorPlace place;
};

// In the order of the file, so that dicts keep theirs. Entries of dicts have their key for a name, others their
// layer's.
void list_outputs(const ConfigValue& structure, const std::string& name, const FlatModel& model,
                  std::vector<NamedOutput>& outputs) {
  if (const auto* list = structure.as<ConfigValue::List>()) {
    for (size_t i = 0; i < list->size(); ++i)
      list_outputs((*list)[i], name.empty() ? "" : fmt::format("{}_{}", name, i), model, outputs);
  } else if (const auto* dict = structure.as<ConfigValue::Dict>()) {
    for (const auto& [key, value] : *dict)
      list_outputs(value, name.empty() ? key : fmt::format("{}_{}", name, key), model, outputs);
  } else {
    TensorPlace place = *structure.as<TensorPlace>();
    outputs.push_back({name.empty() ? model.calls[place.call].layer->name : name, place});
  }
}

Result<> add_outputs(const FlatModel& model, ReaderState& state) {
  std::vector<NamedOutput> outputs;
  list_outputs(model.outputs, "", model, outputs);
  if (outputs.empty() || outputs.size() > kMostOutputs) return corrupt("the model has {} outputs", outputs.size());
  for (NamedOutput& output : outputs) {
    const std::vector<ValueId>& results = state.results[output.place.call];
    if (output.place.output >= static_cast<int64_t>(results.size()))
      return corrupt("output {} of {} is used, which has {}", output.place.output,
                     model.calls[output.place.call].path(), results.size());
    TRY(state.graph.add_output(results[static_cast<size_t>(output.place.output)], output.name));
  }
  return {};
}

// ---- calls

Result<> read_call(const FlatModel& model, size_t index, const ReadOptions& options, ReaderState& state) {
  const FlatCall& call = model.calls[index];
  if (call.layer->is_input()) {
    TRY_ASSIGN(Fact fact, input_fact(*call.layer, options));
    state.results[index] = {state.graph.add_input(call.layer->name, std::move(fact))};
    return {};
  }
  LayerReader reader(state, call, index);
  auto read = [&]() -> Result<> {
    TRY(known_class(*call.layer)->read(reader));
    TRY(reader.b.status());
    return reader.check_all_read();
  };
  Result<> done = read();
  if (!done && !done.error().where.starts_with(reader.path())) return in_context(std::move(done), reader.path());
  return done;
}

void list_edges(const ConfigValue& value, const std::string& where, const FlatModel& model,
                std::vector<LayerEdge>& edges) {
  if (const auto* list = value.as<ConfigValue::List>()) {
    for (size_t i = 0; i < list->size(); ++i) list_edges((*list)[i], fmt::format("{}[{}]", where, i), model, edges);
  } else if (const auto* dict = value.as<ConfigValue::Dict>()) {
    for (const auto& [key, entry] : *dict) list_edges(entry, fmt::format("{}.{}", where, key), model, edges);
  } else if (const TensorPlace* place = value.as<TensorPlace>()) {
    const FlatCall& from = model.calls[place->call];
    edges.push_back({where, from.path(), from.call, place->output});
  }
}

void add_results(const FlatModel& model, const ReaderState& state, std::vector<LayerCall>& layers) {
  for (size_t i = 0; i < layers.size(); ++i) {
    for (ValueId result : state.results[i])
      layers[i].shapes.push_back(shape_text(state.graph.value(result).fact.shape));
    auto weights = state.layers.find(state.weights.owner(*model.calls[i].layer));
    if (weights == state.layers.end()) continue;
    layers[i].weights = weights->second.elements;
    layers[i].trainable_weights = weights->second.trainable;
  }
}

}  // namespace

std::vector<LayerCall> layer_calls(const FlatModel& model) {
  std::vector<LayerCall> layers;
  for (const FlatCall& call : model.calls) {
    LayerCall layer{.path = call.path(), .nesting = call.nesting, .class_name = class_text(*call.layer)};
    layer.call = call.call;
    for (size_t i = 0; i < call.args.size(); ++i)
      list_edges(call.args[i], fmt::format("args[{}]", i), model, layer.inputs);
    for (const auto& [key, value] : call.kwargs) list_edges(value, fmt::format("kwargs.{}", key), model, layer.inputs);
    layers.push_back(std::move(layer));
  }
  return layers;
}

Result<> read_graph(const FlatModel& model, const Weights& weights, const ReadOptions& options, KerasModel& result) {
  TRY(check_classes(model));
  ReaderState state(weights);
  state.keras2 = result.keras_version.starts_with("2") || result.keras_version.starts_with("1");
  state.results.resize(model.calls.size());
  for (size_t i = 0; i < model.calls.size(); ++i) TRY(read_call(model, i, options, state));
  result.layers = layer_calls(model);
  add_results(model, state, result.layers);
  TRY(add_outputs(model, state));
  for (const auto& [layer, read] : state.layers) {
    result.parameters += read.elements;
    result.trainable += read.trainable;
  }
  result.graph = std::move(state.graph);
  return {};
}

}  // namespace ponte::keras

#include "formats/keras/config/model_config.h"

#include <unordered_map>

#include "formats/keras/config/kerascv.h"
#include "formats/keras/config/legacy_calls.h"
#include "formats/keras/config/order.h"
#include "formats/keras/read/layer_reader.h"

namespace ponte::keras {

namespace {

constexpr int kDeepestModel = 32;

using LayerIndex = std::unordered_map<std::string_view, size_t>;

struct Parser {
  int depth = 0;
  bool trainable = true;  // of the models around
};

Result<std::unique_ptr<ModelConfig>> parse_any(const ConfigValue& entry, Parser around);

// ---- layers

// HDF5 files of Keras 3 do not name the module of an operation. Nearly all layers say whether they are trainable.
bool is_operation(const LayerConfig& layer) {
  if (!layer.module.empty()) return layer.module.starts_with("keras.src.ops") || layer.module.starts_with("keras.ops");
  if (layer.is_input() || layer.config.find("trainable") || !layer.registered_name.empty()) return false;
  return !layer.config.find("dtype") || !find_layer(layer.class_name, false);
}

Result<LayerConfig> parse_layer(const ConfigValue& entry, Parser around) {
  LayerConfig layer;
  const ConfigValue* config = entry.find("config");
  if (!entry.as<ConfigValue::Dict>()) return corrupt("a layer is {}", entry.description());
  layer.class_name = entry.text("class_name");
  layer.module = entry.text("module");
  layer.registered_name = entry.text("registered_name");
  layer.name = entry.text("name");
  if (layer.class_name.empty()) return corrupt("a layer has no class_name");
  if (config && !config->is_null())
    layer.config = *config;
  else
    layer.config = ConfigValue::Dict{};
  if (layer.name.empty()) layer.name = layer.config.text("name");
  const ConfigValue* trainable = layer.config.find("trainable");
  const bool* flag = trainable ? trainable->as<bool>() : nullptr;
  layer.trainable = around.trainable && (!flag || *flag);
  TRY_ASSIGN(std::optional<ConfigValue> expanded, in_context(expand_kerascv(entry), layer.name));
  const ConfigValue& whole = expanded ? *expanded : entry;
  if (is_model(whole)) {
    auto model = in_context(parse_any(whole, {around.depth + 1, layer.trainable}), layer.name);
    if (!model) return std::unexpected(std::move(model).error());
    layer.model = std::move(*model);
    layer.config = ConfigValue::Dict{};
  } else if (!layer.config.as<ConfigValue::Dict>()) {
    return corrupt("{}: the config is {}", layer.name, layer.config.description());
  } else {
    layer.operation = is_operation(layer);
  }
  return layer;
}

Result<> parse_layers(const ConfigValue& entries, ModelConfig& model, Parser around) {
  const auto* list = entries.as<ConfigValue::List>();
  if (!list || list->empty()) return corrupt("the model has no layers");
  LayerIndex seen;
  model.layers.reserve(list->size());
  for (const ConfigValue& entry : *list) {
    TRY_ASSIGN(LayerConfig layer, parse_layer(entry, around));
    if (layer.name.empty()) layer.name = fmt::format("layer_{}", model.layers.size());
    model.layers.push_back(std::move(layer));
    if (!seen.emplace(model.layers.back().name, model.layers.size() - 1).second)
      return corrupt("two layers are named {}", model.layers.back().name);
  }
  return {};
}

// ---- calls

// {"args": […], "kwargs": {…}}
Result<CallConfig> parse_call(const ConfigValue& node, const LayerIndex& names) {
  const ConfigValue *args = node.find("args"), *kwargs = node.find("kwargs");
  if (!args && !kwargs) return parse_legacy_call(node, [&](std::string_view name) { return names.contains(name); });
  CallConfig call;
  if (args && args->as<ConfigValue::List>())
    call.args = *args->as<ConfigValue::List>();
  else if (args)
    return corrupt("args is {}", args->description());
  if (kwargs && kwargs->as<ConfigValue::Dict>()) call.kwargs = *kwargs->as<ConfigValue::Dict>();
  return call;
}

Result<> parse_calls(const ConfigValue& entries, ModelConfig& model) {
  LayerIndex names;
  for (size_t i = 0; i < model.layers.size(); ++i) names.emplace(model.layers[i].name, i);
  const auto& list = *entries.as<ConfigValue::List>();
  for (size_t i = 0; i < model.layers.size(); ++i) {
    const ConfigValue* nodes = list[i].find("inbound_nodes");
    const auto* calls = nodes ? nodes->as<ConfigValue::List>() : nullptr;
    if (!calls || model.layers[i].is_input()) continue;
    for (const ConfigValue& node : *calls) {
      auto call = in_context(parse_call(node, names), model.layers[i].name);
      if (!call) return std::unexpected(std::move(call).error());
      model.layers[i].calls.push_back(std::move(*call));
    }
  }
  return {};
}

// ---- how calls of nested models count

// A nested model has built itself by a call of its own, which some writers count and others do not: Keras 2 in all
// places, Keras 3 of Functional models in output_layers but not in arguments. What is right uses every call.
struct CallBase {
  int64_t in_calls = 0, in_outputs = 0;
};

struct CallUse {
  std::vector<int64_t> in_calls, in_outputs;
};

bool uses_all(const CallUse& use, CallBase base, size_t count) {
  std::vector<bool> used(count);
  auto mark = [&](const std::vector<int64_t>& calls, int64_t first) {
    for (int64_t call : calls) {
      if (call < first || call - first >= static_cast<int64_t>(count)) return false;
      used[static_cast<size_t>(call - first)] = true;
    }
    return true;
  };
  return mark(use.in_calls, base.in_calls) && mark(use.in_outputs, base.in_outputs) &&
         std::find(used.begin(), used.end(), false) == used.end();
}

CallBase base_of(const LayerConfig& layer, const CallUse& use) {
  constexpr CallBase kLegacy[] = {{1, 1}, {0, 0}, {0, 1}, {1, 0}}, kFunctional[] = {{0, 1}, {1, 1}, {0, 0}, {1, 0}},
                     kSequential[] = {{0, 0}, {1, 1}, {0, 1}, {1, 0}};
  bool legacy = layer.module.empty() || layer.module.starts_with("tf_keras");
  std::span<const CallBase> candidates = legacy ? kLegacy : layer.model->sequential ? kSequential : kFunctional;
  for (CallBase base : candidates)
    if (uses_all(use, base, layer.calls.size())) return base;
  return {};
}

template <class Visit>
Result<> each_call_tensor(ModelConfig& model, const Visit& visit) {
  auto leaf = [&](ConfigValue& value) -> Result<> {
    TensorName* tensor = value.as<TensorName>();
    return tensor ? visit(*tensor) : Result<>{};
  };
  for (LayerConfig& layer : model.layers)
    for (CallConfig& call : layer.calls) {
      for (ConfigValue& value : call.args) TRY(for_each_leaf(value, leaf));
      for (auto& [name, value] : call.kwargs) TRY(for_each_leaf(value, leaf));
    }
  return {};
}

template <class Visit>
Result<> each_output_tensor(ModelConfig& model, const Visit& visit) {
  return for_each_leaf(model.outputs, [&](ConfigValue& value) -> Result<> {
    TensorName* tensor = value.as<TensorName>();
    if (!tensor) return corrupt("an output of the model is {}", value.description());
    return visit(*tensor);
  });
}

Result<> count_calls_from_zero(ModelConfig& model) {
  std::unordered_map<std::string_view, CallUse> uses;
  for (const LayerConfig& layer : model.layers)
    if (layer.model) uses[layer.name];
  if (uses.empty()) return {};
  auto collect = [&](std::vector<int64_t> CallUse::* list) {
    return [&uses, list](TensorName& tensor) -> Result<> {
      if (auto use = uses.find(tensor.layer); use != uses.end()) (use->second.*list).push_back(tensor.call);
      return {};
    };
  };
  TRY(each_call_tensor(model, collect(&CallUse::in_calls)));
  TRY(each_output_tensor(model, collect(&CallUse::in_outputs)));
  std::unordered_map<std::string_view, CallBase> bases;
  for (const LayerConfig& layer : model.layers)
    if (layer.model) bases[layer.name] = base_of(layer, uses[layer.name]);
  auto lower = [&](int64_t CallBase::* place) {
    return [&bases, place](TensorName& tensor) -> Result<> {
      if (auto base = bases.find(tensor.layer); base != bases.end()) tensor.call -= base->second.*place;
      return {};
    };
  };
  TRY(each_call_tensor(model, lower(&CallBase::in_calls)));
  return each_output_tensor(model, lower(&CallBase::in_outputs));
}

// ---- order

struct CallGraph {
  std::vector<OrderedCall> calls;
  std::vector<LayerCallIndex> places;  // of each call
  std::vector<size_t> outputs, inputs;
};

// What a stack of calls starts with.
std::vector<size_t> roots(const CallGraph& graph) {
  std::vector<size_t> calls = graph.outputs;
  calls.insert(calls.end(), graph.inputs.begin(), graph.inputs.end());
  return calls;
}

Result<CallGraph> call_graph(const ModelConfig& model) {
  CallGraph graph;
  LayerIndex names;
  std::vector<size_t> first(model.layers.size());
  for (size_t i = 0; i < model.layers.size(); ++i) {
    names.emplace(model.layers[i].name, i);
    first[i] = graph.calls.size();
    for (size_t call = 0; call < model.layers[i].call_count(); ++call) {
      graph.calls.push_back({.operation = i});
      graph.places.push_back({i, call});
    }
  }
  auto place_of = [&](const TensorName& tensor) -> Result<size_t> {
    auto layer = names.find(tensor.layer);
    if (layer == names.end()) return corrupt("there is no layer {}", tensor.layer);
    int64_t count = static_cast<int64_t>(model.layers[layer->second].call_count());
    if (tensor.call < 0 || tensor.call >= count || tensor.output < 0)
      return corrupt("output {} of call {} of {} is used, which is called {} times", tensor.output, tensor.call,
                     tensor.layer, count);
    return first[layer->second] + static_cast<size_t>(tensor.call);
  };
  auto collector = [&](std::vector<size_t>& list) {
    return [&](const ConfigValue& value) -> Result<> {
      const TensorName* tensor = value.as<TensorName>();
      if (!tensor) return {};
      TRY_ASSIGN(size_t place, place_of(*tensor));
      list.push_back(place);
      return {};
    };
  };
  for (size_t i = 0; i < graph.calls.size(); ++i) {
    const LayerConfig& layer = model.layers[graph.places[i].layer];
    if (layer.is_input()) continue;
    const CallConfig& call = layer.calls[graph.places[i].call];
    std::vector<size_t>& parents = graph.calls[i].parents;
    for (const ConfigValue& value : call.args) TRY(in_context(for_each_leaf(value, collector(parents)), layer.name));
    const ConfigValue kwargs(call.kwargs);
    TRY(in_context(for_each_leaf(kwargs, collector(parents)), layer.name));
  }
  TRY(for_each_leaf(std::as_const(model.outputs), collector(graph.outputs)));
  TRY(for_each_leaf(std::as_const(model.inputs), collector(graph.inputs)));
  for (size_t input : graph.inputs) {
    const LayerConfig& layer = model.layers[graph.places[input].layer];
    if (!layer.is_input()) return unsupported("the input {} of the model is no InputLayer", layer.name);
  }
  return graph;
}

// What the outputs need, in the order of the file as far as that can run.
void order_calls(const CallGraph& graph, ModelConfig& model) {
  std::vector<bool> needed(graph.calls.size()), done(graph.calls.size());
  std::vector<size_t> stack = roots(graph);
  while (!stack.empty()) {
    size_t call = stack.back();
    stack.pop_back();
    if (needed[call]) continue;
    needed[call] = true;
    stack.insert(stack.end(), graph.calls[call].parents.begin(), graph.calls[call].parents.end());
  }
  for (size_t first = 0; first < graph.calls.size(); ++first) {
    if (!needed[first]) continue;
    stack.assign(1, first);
    while (!stack.empty()) {
      size_t call = stack.back();
      bool ready = true;
      for (size_t parent : graph.calls[call].parents)
        if (!done[parent] && !done[call]) {
          stack.push_back(parent);
          ready = false;
        }
      if (!ready) continue;
      stack.pop_back();
      if (done[call]) continue;
      done[call] = true;
      model.order.push_back(graph.places[call]);
    }
  }
}

Result<> find_order(ModelConfig& model) {
  TRY_ASSIGN(CallGraph graph, call_graph(model));
  if (graph.outputs.empty()) return corrupt("the model has no outputs");
  std::vector<size_t> inputs;
  for (size_t call : graph.inputs) inputs.push_back(graph.calls[call].operation);
  TRY_ASSIGN(std::vector<size_t> layers, functional_order(graph.calls, graph.outputs, inputs));
  for (size_t layer : layers)
    if (!model.layers[layer].operation) model.layer_order.push_back(layer);
  order_calls(graph, model);
  return {};
}

// ---- the two kinds of models

// "name", 0, 0 or a structure of such.
Result<ConfigValue> parse_structure(const ConfigValue& value) {
  if (const auto* list = value.as<ConfigValue::List>()) {
    if (list->size() >= 3 && (*list)[0].as<std::string>() && (*list)[1].integer() && (*list)[2].integer())
      return ConfigValue(TensorName{*(*list)[0].as<std::string>(), *(*list)[1].integer(), *(*list)[2].integer()});
    ConfigValue::List structure;
    for (const ConfigValue& entry : *list) {
      TRY_ASSIGN(ConfigValue part, parse_structure(entry));
      structure.push_back(std::move(part));
    }
    return ConfigValue(std::move(structure));
  }
  const auto* dict = value.as<ConfigValue::Dict>();
  if (!dict) return corrupt("{} where the name of a tensor is expected", value.description());
  ConfigValue::Dict structure;
  for (const auto& [key, entry] : *dict) {
    TRY_ASSIGN(ConfigValue part, parse_structure(entry));
    structure.emplace_back(key, std::move(part));
  }
  return ConfigValue(std::move(structure));
}

Result<> parse_functional(const ConfigValue& config, ModelConfig& model, Parser around) {
  const ConfigValue *layers = config.find("layers"), *inputs = config.find("input_layers"),
                    *outputs = config.find("output_layers");
  if (!inputs || !outputs) return corrupt("a functional model without input_layers or output_layers");
  TRY(parse_layers(*layers, model, around));
  TRY(parse_calls(*layers, model));
  TRY_ASSIGN(model.inputs, parse_structure(*inputs));
  TRY_ASSIGN(model.outputs, parse_structure(*outputs));
  return count_calls_from_zero(model);
}

// The shape that the first layer of a model takes, as some entry says it, or nothing.
ConfigValue first_shape(const ConfigValue& config, const LayerConfig& first) {
  if (first.model)
    for (const LayerConfig& layer : first.model->layers)
      if (layer.is_input()) return layer.config;
  for (std::string_view key : {"batch_input_shape", "batch_shape"})
    if (const ConfigValue* shape = first.config.find(key)) return ConfigValue::Dict{{"batch_shape", *shape}};
  if (const ConfigValue* shape = config.find("build_input_shape")) return ConfigValue::Dict{{"batch_shape", *shape}};
  return ConfigValue::Dict{};
}

Result<> parse_sequential(const ConfigValue& config, const ConfigValue& entry, ModelConfig& model, Parser around) {
  const ConfigValue* layers = config.find("layers");
  TRY(parse_layers(layers ? *layers : config, model, around));
  if (!model.layers[0].is_input()) {
    LayerConfig input{.name = fmt::format("{}_input", model.layers[0].name), .class_name = "InputLayer"};
    input.config = first_shape(config, model.layers[0]);
    const ConfigValue* build = entry.find("build_config");
    const ConfigValue* shape = build ? build->find("input_shape") : nullptr;
    if (shape && !input.config.find("batch_shape")) input.config = ConfigValue::Dict{{"batch_shape", *shape}};
    model.layers.insert(model.layers.begin(), std::move(input));
  }
  for (size_t i = 1; i < model.layers.size(); ++i)
    model.layers[i].calls.push_back({.args = {TensorName{model.layers[i - 1].name, 0, 0}}});
  model.inputs = TensorName{model.layers.front().name, 0, 0};
  model.outputs = TensorName{model.layers.back().name, 0, 0};
  return {};
}

Result<std::unique_ptr<ModelConfig>> parse_any(const ConfigValue& entry, Parser around) {
  if (around.depth > kDeepestModel) return corrupt("models are nested more than {} levels deep", kDeepestModel);
  const ConfigValue& config = *entry.find("config");
  auto model = std::make_unique<ModelConfig>();
  model->name = config.text("name");
  model->sequential = entry.text("class_name") == "Sequential";
  TRY(model->sequential ? parse_sequential(config, entry, *model, around) : parse_functional(config, *model, around));
  TRY(find_order(*model));
  return model;
}

}  // namespace

bool is_model(const ConfigValue& entry) {
  std::string_view class_name = entry.text("class_name");
  const ConfigValue* config = entry.find("config");
  if (!config) return false;
  // In its first years a Sequential had its layers for a config.
  if (class_name == "Sequential") return config->find("layers") || config->as<ConfigValue::List>();
  return (class_name == "Functional" || class_name == "Model") && config->find("layers");
}

Result<std::unique_ptr<ModelConfig>> parse_model(const ConfigValue& entry) {
  TRY_ASSIGN(std::optional<ConfigValue> expanded, expand_kerascv(entry));
  const ConfigValue& whole = expanded ? *expanded : entry;
  if (is_model(whole)) return parse_any(whole, {});
  std::string_view name = entry.text(entry.text("registered_name").empty() ? "class_name" : "registered_name");
  if (name.empty()) return corrupt("the configuration of a model is {}", entry.description());
  return unsupported("a model of class {} is not supported: its file does not hold its layers", name);
}

}  // namespace ponte::keras

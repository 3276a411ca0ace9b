#include "formats/keras/config/flatten.h"

#include <unordered_map>

namespace ponte::keras {

namespace {

constexpr size_t kMostCalls = size_t{1} << 17, kMostLayers = size_t{1} << 22;

using Places = std::vector<TensorPlace>;

// What the calls of one model's layers became.
struct Expansion {
  std::unordered_map<std::string_view, size_t> names;
  std::vector<std::vector<Places>> inner;  // of layers that are models: per call, the flattened outputs
  std::vector<std::vector<size_t>> calls;  // of the others: per call, its place
};

class Flattener {
 public:
  // Adds the calls of a model; inputs are bound to `given`, or added when there are none.
  Result<ConfigValue> expand(const ModelConfig& model, const Places* given) {
    // Models of nothing but models add no calls.
    if ((expanded_layers_ += model.layers.size()) > kMostLayers) return unsupported("more than {} layers", kMostLayers);
    Expansion expansion = prepare(model);
    TRY(bind_inputs(model, given, expansion));
    for (LayerCallIndex index : model.order) {
      const LayerConfig& layer = model.layers[index.layer];
      if (layer.is_input()) {
        if (expansion.inner[index.layer][0].empty()) return corrupt("{} is no input of the model", layer.name);
        continue;
      }
      if (flat_.calls.size() >= kMostCalls) return unsupported("more than {} calls of layers", kMostCalls);
      FlatCall call{.layer = &layer, .nesting = nesting_};
      for (const ConfigValue& value : layer.calls[index.call].args) {
        TRY_ASSIGN(ConfigValue placed, in_places(value, expansion));
        call.args.push_back(std::move(placed));
      }
      for (const auto& [key, value] : layer.calls[index.call].kwargs) {
        TRY_ASSIGN(ConfigValue placed, in_places(value, expansion));
        call.kwargs.emplace_back(key, std::move(placed));
      }
      if (layer.model) {
        TRY_ASSIGN(expansion.inner[index.layer][index.call], in_context(enter(call), layer.name));
      } else {
        expansion.calls[index.layer][index.call] = add(std::move(call));
      }
    }
    return in_places(model.outputs, expansion);
  }

  FlatModel take(ConfigValue outputs) {
    flat_.outputs = std::move(outputs);
    return std::move(flat_);
  }

 private:
  static Expansion prepare(const ModelConfig& model) {
    Expansion expansion;
    expansion.inner.resize(model.layers.size());
    expansion.calls.resize(model.layers.size());
    for (size_t i = 0; i < model.layers.size(); ++i) {
      expansion.names.emplace(model.layers[i].name, i);
      // An input of a nested model is another's output, as the outputs of a model are.
      expansion.inner[i].resize(model.layers[i].call_count());
      expansion.calls[i].resize(model.layers[i].call_count());
    }
    return expansion;
  }

  size_t add(FlatCall call) {
    call.call = times_called_[call.layer]++;
    flat_.calls.push_back(std::move(call));
    return flat_.calls.size() - 1;
  }

  Result<> bind_inputs(const ModelConfig& model, const Places* given, Expansion& expansion) {
    size_t next = 0;
    TRY(for_each_leaf(model.inputs, [&](const ConfigValue& value) -> Result<> {
      size_t layer = expansion.names.at(value.as<TensorName>()->layer);
      Places& places = expansion.inner[layer][0];
      if (!places.empty()) return corrupt("the input {} is listed twice", model.layers[layer].name);
      if (!given) {
        flat_.inputs.push_back(add({.layer = &model.layers[layer], .nesting = nesting_}));
        places.push_back({flat_.inputs.back(), 0});
      } else if (next < given->size()) {
        places.push_back((*given)[next]);
      }
      ++next;
      return {};
    }));
    if (given && next != given->size())
      return corrupt("the model takes {} tensors and is given {}", next, given->size());
    return {};
  }

  // Calls a nested model.
  Result<Places> enter(const FlatCall& call) {
    const ModelConfig& model = *call.layer->model;
    TRY_ASSIGN(Places given, given_tensors(call, model));
    nesting_.push_back(call.layer->name);
    TRY_ASSIGN(ConfigValue outputs, expand(model, &given));
    nesting_.pop_back();
    Places places;
    TRY(for_each_leaf(outputs, [&](const ConfigValue& value) -> Result<> {
      places.push_back(*value.as<TensorPlace>());
      return {};
    }));
    return places;
  }

  // Inputs given as a dict go to those of the same names where the model itself has a list.
  static Result<Places> given_tensors(const FlatCall& call, const ModelConfig& model) {
    const ConfigValue* inputs = call.args.empty() ? nullptr : &call.args[0];
    for (const auto& [key, value] : call.kwargs) {
      if (key == "inputs")
        inputs = &value;
      else if (!value.is_null() && key != "training" && key != "mask")
        return unsupported("a model that is called with {}", key);
    }
    if (!inputs) return corrupt("a model that is called without inputs");
    Places given;
    auto collect = [&](const ConfigValue& value) -> Result<> {
      const TensorPlace* place = value.as<TensorPlace>();
      if (!place) return unsupported("a model that is given {}", value.description());
      given.push_back(*place);
      return {};
    };
    if (inputs->as<ConfigValue::Dict>() && !model.inputs.as<ConfigValue::Dict>()) {
      TRY(for_each_leaf(model.inputs, [&](const ConfigValue& value) -> Result<> {
        const std::string& name = value.as<TensorName>()->layer;
        const ConfigValue* tensor = inputs->find(name);
        return tensor ? collect(*tensor) : corrupt("a model that is called without its input {}", name);
      }));
      return given;
    }
    TRY(for_each_leaf(*inputs, collect));
    return given;
  }

  // The same value with places for names.
  static Result<ConfigValue> in_places(const ConfigValue& value, const Expansion& expansion) {
    ConfigValue placed = value;
    TRY(for_each_leaf(placed, [&](ConfigValue& leaf) -> Result<> {
      const TensorName* tensor = leaf.as<TensorName>();
      if (!tensor) return {};
      size_t layer = expansion.names.at(tensor->layer), call = static_cast<size_t>(tensor->call);
      const Places& inner = expansion.inner[layer][call];
      if (inner.empty()) {
        leaf = TensorPlace{expansion.calls[layer][call], tensor->output};
        return {};
      }
      if (tensor->output >= static_cast<int64_t>(inner.size()))
        return corrupt("{} has {} outputs, number {} is used", tensor->layer, inner.size(), tensor->output);
      leaf = inner[static_cast<size_t>(tensor->output)];
      return {};
    }));
    return placed;
  }

  FlatModel flat_;
  std::vector<std::string> nesting_;
  size_t expanded_layers_ = 0;
  std::unordered_map<const LayerConfig*, int64_t> times_called_;
};

}  // namespace

std::string FlatCall::path() const {
  std::string path;
  for (const std::string& name : nesting) path += name + ".";
  return path + layer->name;
}

Result<FlatModel> flatten(const ModelConfig& model) {
  Flattener flattener;
  TRY_ASSIGN(ConfigValue outputs, flattener.expand(model, nullptr));
  return flattener.take(std::move(outputs));
}

}  // namespace ponte::keras

#include "formats/keras/weights/weights.h"

#include "formats/keras/config/snake_case.h"

namespace ponte::keras {

const LayerVariables& Weights::of(const LayerConfig& layer) const {
  static const LayerVariables kNone;
  auto found = variables_.find(owner(layer));
  return found == variables_.end() ? kNone : found->second;
}

const LayerConfig* Weights::owner(const LayerConfig& layer) const {
  auto found = owners_.find(&layer);
  return found == owners_.end() ? &layer : found->second;
}

// ---- by class and order

Result<Weights> Weights::in_keras_file(hdf5::File file, const ModelConfig& model) {
  Weights weights(std::move(file));
  TRY(weights.assign_groups(model, ""));
  TRY(weights.share_missing(model));
  return weights;
}

Result<> Weights::read_vars(const std::string& group, std::vector<std::string>& paths) const {
  std::string vars = group + "/vars";
  if (file_.kind(vars) != hdf5::Kind::group) return {};
  TRY_ASSIGN(std::vector<hdf5::Child> children, file_.children(vars));
  for (size_t i = 0; i < children.size(); ++i) {
    paths.push_back(fmt::format("{}/{}", vars, i));
    if (file_.kind(paths.back()) != hdf5::Kind::dataset)
      return corrupt("{} holds {} entries, but no dataset {}", vars, children.size(), i);
  }
  return {};
}

Result<LayerVariables> Weights::variables_in(const std::string& group) const {
  LayerVariables variables;
  if (file_.kind(group) != hdf5::Kind::group) return variables;
  TRY(read_vars(group, variables.parts[""]));
  TRY_ASSIGN(std::vector<hdf5::Child> children, file_.children(group));
  for (const hdf5::Child& child : children) {
    if (child.name == "vars" || child.kind != hdf5::Kind::group) continue;
    std::vector<std::string> paths;
    TRY(read_vars(fmt::format("{}/{}", group, child.name), paths));
    if (!paths.empty()) variables.parts[child.name] = std::move(paths);
  }
  return variables;
}

Result<> Weights::assign_groups(const ModelConfig& model, const std::string& group) {
  std::string parent = group.empty() ? "" : group + "/";
  // The second name is that of TensorFlow 2.12.
  std::string container = parent + "layers", older = parent + "_layer_checkpoint_dependencies";
  if (!file_.kind(container) && file_.kind(older)) container = older;
  std::unordered_map<std::string, size_t> counts;
  for (size_t index : model.layer_order) {
    const LayerConfig& layer = model.layers[index];
    std::string name = snake_case(layer.class_name);
    size_t before = counts[name]++;
    std::string path = fmt::format("{}/{}", container, name);
    if (before > 0) path += fmt::format("_{}", before);
    if (layer.model) {
      TRY(assign_groups(*layer.model, path));
    } else {
      TRY_ASSIGN(variables_[&layer], variables_in(path));
    }
  }
  return {};
}

namespace {

void list_layers(const ModelConfig& model, std::vector<const LayerConfig*>& list) {
  for (size_t index : model.layer_order) {
    const LayerConfig& layer = model.layers[index];
    if (layer.model)
      list_layers(*layer.model, list);
    else
      list.push_back(&layer);
  }
}

bool has_variables(const LayerVariables& variables) {
  for (const auto& [part, paths] : variables.parts)
    if (!paths.empty()) return true;
  return false;
}

}  // namespace

// A layer that stands in two models is written where it is met first. Its other places, which the configuration repeats
// under the same name, have nothing.
Result<> Weights::share_missing(const ModelConfig& model) {
  std::vector<const LayerConfig*> layers;
  list_layers(model, layers);
  std::map<std::pair<std::string_view, std::string_view>, std::vector<const LayerConfig*>> written;
  for (const LayerConfig* layer : layers) {
    auto& same = written[{layer->class_name, layer->name}];
    if (has_variables(variables_[layer]))
      same.push_back(layer);
    else if (same.size() == 1)
      owners_[layer] = same[0];
  }
  return {};
}

// ---- by name

namespace {

constexpr const char* kLegacyGroup = "model_weights";

std::vector<std::string_view> components(std::string_view path) {
  std::vector<std::string_view> parts;
  while (true) {
    size_t slash = path.find('/');
    parts.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return parts;
    path.remove_prefix(slash + 1);
  }
}

// "attention/query/kernel:0" of the layer "attention" belongs to its part "query".
std::string part_of(const std::vector<std::string_view>& path, size_t layer) {
  return path.size() >= layer + 3 ? std::string(path[path.size() - 2]) : std::string();
}

}  // namespace

Result<Weights> Weights::in_legacy_file(hdf5::File file, const ModelConfig& model) {
  Weights weights(std::move(file));
  TRY(weights.assign_names(model));
  return weights;
}

Result<> Weights::assign_names(const ModelConfig& model) {
  for (const LayerConfig& layer : model.layers) {
    std::string group = fmt::format("{}/{}", kLegacyGroup, layer.name);
    if (layer.is_input() || file_.kind(group) != hdf5::Kind::group) continue;
    TRY_ASSIGN(std::vector<std::string> names, file_.texts(group, "weight_names"));
    if (layer.model) {
      TRY(assign_nested(*layer.model, {layer.name}, group, names));
      continue;
    }
    for (const std::string& name : names) {
      std::vector<std::string_view> path = components(name);
      size_t own = static_cast<size_t>(std::find(path.begin(), path.end(), layer.name) - path.begin());
      variables_[&layer].parts[part_of(path, own)].push_back(fmt::format("{}/{}", group, name));
    }
  }
  return {};
}

// All weights under a nested model are in one list, the trainable ones first; names say which layer each belongs to.
// Where a name occurs in several models, the one with more of the models' names in front is meant.
Result<> Weights::assign_nested(const ModelConfig& model, std::vector<std::string> nesting, const std::string& group,
                                const std::vector<std::string>& names) {
  for (const LayerConfig& layer : model.layers) {
    if (layer.is_input()) continue;
    if (layer.model) {
      std::vector<std::string> inner = nesting;
      inner.push_back(layer.name);
      TRY(assign_nested(*layer.model, std::move(inner), group, names));
      continue;
    }
    int64_t best = -1;
    for (const std::string& name : names) {
      std::vector<std::string_view> path = components(name);
      // The last one but the variable itself, and in front of a part.
      auto own = std::find(path.rbegin() + 1, path.rend(), layer.name);
      if (own == path.rend() || own - path.rbegin() > 2) continue;
      int64_t score = 0;
      for (const std::string& outer : nesting) score += std::count(own + 1, path.rend(), outer);
      if (score < best) continue;
      if (score > best) variables_[&layer] = {};
      best = score;
      size_t place = static_cast<size_t>(path.rend() - own) - 1;
      variables_[&layer].parts[part_of(path, place)].push_back(fmt::format("{}/{}", group, name));
    }
  }
  return {};
}

}  // namespace ponte::keras

#include "formats/torch/layers.h"

#include "formats/torch/class_names.h"

namespace ponte::torch {

namespace {

constexpr size_t kMaxLayers = 10000;

Result<int64_t> source_of(const Module& layer, int64_t from, int64_t index) {
  int64_t source = from < 0 ? index + from : from;
  if (source >= -1 && source < index) return source;
  return layer.refuse(ErrorKind::corrupt, "f is {}, there are {} layers before it", from, index);
}

}  // namespace

Result<std::vector<Layer>> read_layers(const Module& model) {
  if (!model.has_module("model"))
    return model.refuse(ErrorKind::unsupported, "the network is a {}, not a YOLO", model.class_path());
  TRY_ASSIGN(Module list, model.module("model"));
  TRY_ASSIGN(std::vector<Module> modules, list.children());
  if (modules.empty() || modules.size() > kMaxLayers)
    return list.refuse(ErrorKind::corrupt, "a network of {} layers", modules.size());
  std::vector<Layer> layers;
  for (const Module& module : modules) {
    int64_t index = static_cast<int64_t>(layers.size());
    Layer layer{module, {}, module.attribute("f").is_sequence()};
    TRY_ASSIGN(Dims sources, module.ints_or("f", {-1}));
    if (sources.empty()) return module.refuse(ErrorKind::corrupt, "f names no source");
    for (int64_t from : sources) {
      TRY_ASSIGN(int64_t source, source_of(module, from, index));
      layer.sources.push_back(source);
    }
    layers.push_back(std::move(layer));
  }
  // The head says what the network is; better than the first of its blocks that is not known.
  const ModuleClass* head = find_module_class(layers.back().module);
  if (head && !head->refusal.empty()) return std::unexpected(refusal_error(layers.back().module, *head));
  return layers;
}

namespace {

/// What a head reads: one value per source.
Values head_maps(Network& net, const Layer& layer, const std::vector<Values>& inputs) {
  Values maps;
  for (const Values& input : inputs) {
    if (input.size() == 1) {
      maps.push_back(input[0]);
      continue;
    }
    net.fail({ErrorKind::corrupt, layer.module.path(), "a source of the head gives several values", ""});
  }
  return maps;
}

}  // namespace

Head build_layers(Network& net, const std::vector<Layer>& layers, ValueId images) {
  std::vector<Values> outputs;
  for (const Layer& layer : layers) {
    if (net.b.failed()) return {};
    std::vector<Values> inputs;
    for (int64_t source : layer.sources)
      inputs.push_back(source < 0 ? Values{images} : outputs[static_cast<size_t>(source)]);
    bool is_last = outputs.size() + 1 == layers.size();
    if (is_last) return net.call_head(layer.module, head_maps(net, layer, inputs));
    outputs.push_back(net.call_many(layer.module, inputs));
  }
  return {};
}

namespace {

Result<std::optional<int64_t>> first_conv_channels(const Module& module) {
  if (module.class_name() == "Conv2d") {
    TRY_ASSIGN(int64_t channels, module.integer("in_channels"));
    return channels;
  }
  TRY_ASSIGN(std::vector<Module> children, module.children());
  for (const Module& child : children) {
    TRY_ASSIGN(std::optional<int64_t> found, first_conv_channels(child));
    if (found) return found;
  }
  return std::nullopt;
}

}  // namespace

Result<int64_t> input_channels(const std::vector<Layer>& layers) {
  for (const Layer& layer : layers) {
    TRY_ASSIGN(std::optional<int64_t> channels, first_conv_channels(layer.module));
    if (!channels) continue;
    // Focus makes four channels of each.
    int64_t input = layer.module.class_name() == "Focus" ? *channels / 4 : *channels;
    if (input >= 1 && input <= 4096) return input;
    return layer.module.refuse(ErrorKind::corrupt, "the first convolution takes {} channels", *channels);
  }
  return layers[0].module.refuse(ErrorKind::unsupported, "the network has no convolution");
}

}  // namespace ponte::torch

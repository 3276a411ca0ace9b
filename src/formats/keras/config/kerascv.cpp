#include "formats/keras/config/kerascv.h"

namespace ponte::keras {

namespace {

using List = ConfigValue::List;
using Dict = ConfigValue::Dict;

constexpr std::string_view kDetector = "keras_cv>YOLOV8Detector", kBackbone = "keras_cv>YOLOV8Backbone";
constexpr int64_t kBins = 16, kBoxChannels = 4 * kBins;
constexpr size_t kMostStacks = 8;
constexpr int64_t kMostChannels = 1 << 16, kMostDepth = 100;

std::string box_map(size_t level) { return fmt::format("yolo_v8_head_{}_box_3_conv", level + 1); }
std::string score_map(size_t level) { return fmt::format("yolo_v8_head_{}_class_3_conv", level + 1); }

/// A tensor, and how many channels it has.
struct Map {
  TensorName tensor;
  int64_t channels = 0;
};

/// Writes layers down. The order of weights follows from the graph, so it is the one that KerasCV makes, operation by
/// operation. Sources: yolo_v8_backbone.py, yolo_v8_detector.py, yolo_v8_layers.py of KerasCV 0.9.
class Layers {
 public:
  explicit Layers(std::string activation) : activation_(std::move(activation)) {}

  TensorName input(const std::string& name, ConfigValue shape) {
    Dict config{{"name", name}, {"shape", std::move(shape)}, {"dtype", std::string("float32")}};
    entries_.push_back(Dict{{"module", std::string("keras.layers")},
                            {"class_name", std::string("InputLayer")},
                            {"config", std::move(config)},
                            {"name", name},
                            {"inbound_nodes", List{}}});
    return {name};
  }

  TensorName layer(std::string class_name, const std::string& name, Dict config, ConfigValue argument) {
    return add("keras.layers", std::move(class_name), name, std::move(config), {std::move(argument)});
  }

  TensorName operation(std::string module, std::string class_name, const std::string& name, Dict config, List args) {
    return add("keras.src.ops." + module, std::move(class_name), name, std::move(config), std::move(args));
  }

  TensorName model(const std::string& name, ConfigValue config, TensorName argument) {
    return add("keras.src.models.functional", "Functional", name, std::move(*config.as<Dict>()), {std::move(argument)});
  }

  TensorName concatenate(const std::string& name, List parts, int64_t axis = -1) {
    return operation("numpy", "Concatenate", name, {{"axis", axis}}, {std::move(parts)});
  }

  TensorName conv(const TensorName& x, int64_t filters, int64_t kernel, int64_t strides, bool bias,
                  const std::string& name) {
    Dict config{{"filters", filters}, {"kernel_size", kernel}, {"strides", strides}, {"use_bias", bias}};
    return layer("Conv2D", name, std::move(config), x);
  }

  Map conv_bn(const Map& input, int64_t filters, int64_t kernel, const std::string& name, int64_t strides = 1) {
    TensorName x = input.tensor;
    if (kernel > 1) x = layer("ZeroPadding2D", name + "_pad", {{"padding", kernel / 2}}, x);
    x = conv(x, filters, kernel, strides, false, name + "_conv");
    x = layer("BatchNormalization", name + "_bn", {{"momentum", 0.97}, {"epsilon", 1e-3}}, x);
    return {layer("Activation", name, {{"activation", activation_}}, x), filters};
  }

  Map csp(const Map& input, int64_t channels, int64_t depth, bool shortcut, const std::string& name) {
    int64_t hidden = channels / 2;
    Map pre = conv_bn(input, hidden * 2, 1, name + "_pre");
    Dict halves{{"indices_or_sections", int64_t{2}}, {"axis", int64_t{-1}}};
    TensorName half = operation("numpy", "Split", name + "_split", std::move(halves), {pre.tensor});
    TensorName last = half;
    last.output = 1;
    List parts{half, last};
    for (int64_t i = 0; i < depth; ++i) {
      Map deep = conv_bn({last, hidden}, hidden, 3, fmt::format("{}_pre_{}_1", name, i));
      deep = conv_bn(deep, hidden, 3, fmt::format("{}_pre_{}_2", name, i));
      std::string sum = fmt::format("{}_add_{}", name, i);
      last = shortcut ? operation("numpy", "Add", sum, {}, {last, deep.tensor}) : deep.tensor;
      parts.push_back(last);
    }
    TensorName joined = concatenate(name + "_concat", std::move(parts));
    return conv_bn({joined, hidden * (depth + 2)}, channels, 1, name + "_output");
  }

  Map pyramid_pooling(const Map& input, const std::string& name) {
    Map pre = conv_bn(input, input.channels / 2, 1, name + "_pre");
    List parts{pre.tensor};
    TensorName last = pre.tensor;
    for (int i = 1; i <= 3; ++i) {
      Dict config{{"pool_size", int64_t{5}}, {"strides", int64_t{1}}, {"padding", std::string("same")}};
      last = layer("MaxPooling2D", fmt::format("{}_pool{}", name, i), std::move(config), last);
      parts.push_back(last);
    }
    TensorName joined = concatenate(name + "_concat", std::move(parts));
    return conv_bn({joined, pre.channels * 4}, input.channels, 1, name + "_output");
  }

  /// Each pixel four times. KerasCV takes two operations for it, which count in the order of the weights.
  TensorName enlarge_twice(const TensorName& x, const std::string& name) {
    TensorName y = layer("UpSampling2D", name + "_upsample", {{"size", int64_t{2}}}, x);
    return layer("Identity", name + "_upsampled", {}, y);
  }

  ConfigValue functional(const std::string& name, TensorName input_tensor, Dict outputs) {
    auto leaf = [](const TensorName& tensor) { return List{tensor.layer, tensor.call, tensor.output}; };
    Dict output_layers;
    for (auto& [key, value] : outputs) output_layers.emplace_back(key, leaf(*value.as<TensorName>()));
    return Dict{{"name", name},
                {"layers", std::move(entries_)},
                {"input_layers", leaf(input_tensor)},
                {"output_layers", std::move(output_layers)}};
  }

 private:
  TensorName add(std::string module, std::string class_name, const std::string& name, Dict config, List args) {
    if (class_name != "Functional") config.emplace_back("name", name);
    Dict call{{"args", std::move(args)}, {"kwargs", Dict{}}};
    entries_.push_back(Dict{{"module", std::move(module)},
                            {"class_name", std::move(class_name)},
                            {"config", std::move(config)},
                            {"name", name},
                            {"inbound_nodes", List{std::move(call)}}});
    return {name};
  }

  std::string activation_;
  List entries_;
};

// ---- backbone

struct BackboneSettings {
  std::string name, activation;
  std::vector<int64_t> channels, depths;
  bool rescaling = false;
  ConfigValue input_shape;
};

Result<std::vector<int64_t>> list_of(const ConfigValue& config, std::string_view key, int64_t most) {
  const ConfigValue* value = config.find(key);
  const List* list = value ? value->as<List>() : nullptr;
  if (!list || list->empty() || list->size() > kMostStacks)
    return corrupt("{} is no list of at most {} numbers", key, kMostStacks);
  std::vector<int64_t> numbers;
  for (const ConfigValue& entry : *list) {
    auto number = entry.integer();
    if (!number || *number < 0 || *number > most) return corrupt("{} holds {}", key, entry.description());
    numbers.push_back(*number);
  }
  return numbers;
}

Result<BackboneSettings> backbone_settings(const ConfigValue& entry) {
  const ConfigValue* config = entry.find("config");
  if (entry.text("registered_name") != kBackbone || !config)
    return unsupported("a YOLOV8Detector with the backbone {} is not supported", entry.text("registered_name"));
  BackboneSettings settings;
  settings.name = config->text("name");
  settings.activation = config->text("activation");
  if (settings.name.empty()) settings.name = "yolov8_backbone";
  if (settings.activation.empty()) settings.activation = "swish";
  TRY_ASSIGN(settings.channels, list_of(*config, "stackwise_channels", kMostChannels));
  TRY_ASSIGN(settings.depths, list_of(*config, "stackwise_depth", kMostDepth));
  if (settings.channels.size() != settings.depths.size())
    return corrupt("{} stacks of channels, {} depths", settings.channels.size(), settings.depths.size());
  const ConfigValue *rescaling = config->find("include_rescaling"), *shape = config->find("input_shape");
  settings.rescaling = rescaling && rescaling->as<bool>() && *rescaling->as<bool>();
  settings.input_shape = shape ? *shape : ConfigValue(List{ConfigValue(), ConfigValue(), int64_t{3}});
  return settings;
}

// Stride 4 after the stem; each further stack halves the picture. `levels` are the ends of the stacks.
TensorName add_backbone(Layers& layers, const BackboneSettings& settings, std::vector<Map>& levels) {
  TensorName images = layers.input("images", settings.input_shape), x = images;
  if (settings.rescaling) x = layers.layer("Rescaling", "rescaling", {{"scale", 1 / 255.0}, {"offset", 0.0}}, x);
  int64_t first = settings.channels[0];
  Map map = layers.conv_bn({x, 3}, first / 2, 3, "stem_1", 2);
  map = layers.conv_bn(map, first, 3, "stem_2", 2);
  for (size_t i = 0; i < settings.channels.size(); ++i) {
    std::string name = fmt::format("stack{}", i + 1);
    if (i > 0) map = layers.conv_bn(map, settings.channels[i], 3, name + "_downsample", 2);
    map = layers.csp(map, map.channels, settings.depths[i], true, name + "_c2f");
    if (i + 1 == settings.channels.size()) map = layers.pyramid_pooling(map, name + "_spp_fast");
    levels.push_back(map);
  }
  return images;
}

Result<ConfigValue> expanded_backbone(const ConfigValue& entry) {
  TRY_ASSIGN(BackboneSettings settings, backbone_settings(entry));
  Layers layers(settings.activation);
  std::vector<Map> levels;
  TensorName images = add_backbone(layers, settings, levels);
  ConfigValue config = layers.functional(settings.name, images, {{"output", levels.back().tensor}});
  // One output without a name.
  *config.find("output_layers") = List(*config.find("output_layers")->find("output")->as<List>());
  return ConfigValue(Dict{{"module", std::string("keras.src.models.functional")},
                          {"class_name", std::string("Functional")},
                          {"config", std::move(config)}});
}

// ---- detector

std::vector<Map> add_neck(Layers& layers, const Map& p3, const Map& p4, const Map& p5, int64_t depth) {
  auto joined = [&](const std::string& name, const TensorName& a, const Map& b, int64_t a_channels) {
    return Map{layers.concatenate(name + "_input", {a, b.tensor}), a_channels + b.channels};
  };
  std::string name = "pa_fpn_p4p5";
  Map p4p5 = joined(name, layers.enlarge_twice(p5.tensor, name), p4, p5.channels);
  p4p5 = layers.csp(p4p5, p4.channels, depth, false, name);
  name = "pa_fpn_p3p4p5";
  Map p3p4p5 = joined(name, layers.enlarge_twice(p4p5.tensor, name), p3, p4p5.channels);
  p3p4p5 = layers.csp(p3p4p5, p3.channels, depth, false, name);
  Map down1 = layers.conv_bn(p3p4p5, p3p4p5.channels, 3, name + "_downsample1", 2);
  Map d1 = layers.csp(joined(name + "_downsample1", down1.tensor, p4p5, down1.channels), p4p5.channels, 2, false,
                      name + "_downsample1_block");
  Map down2 = layers.conv_bn(d1, d1.channels, 3, name + "_downsample2", 2);
  Map d2 = layers.csp(joined(name + "_downsample2", down2.tensor, p5, down2.channels), p5.channels, 2, false,
                      name + "_downsample2_block");
  return {p3p4p5, d1, d2};
}

ConfigValue channels_key(ConfigValue start, ConfigValue stop) {
  auto range = [](ConfigValue from, ConfigValue to) {
    return Dict{{"class_name", std::string("__slice__")},
                {"config", Dict{{"start", std::move(from)}, {"stop", std::move(to)}, {"step", ConfigValue()}}}};
  };
  return List{range({}, {}), range({}, {}), range(std::move(start), std::move(stop))};
}

// Gives boxes (batch, anchors, 64), distributions, and classes (batch, anchors, n), probabilities.
Dict add_head(Layers& layers, const std::vector<Map>& features, int64_t classes) {
  int64_t box_channels = std::max(kBoxChannels, features[0].channels / 4);
  int64_t class_channels = std::max(classes, features[0].channels);
  List outputs;
  for (size_t i = 0; i < features.size(); ++i) {
    std::string name = fmt::format("yolo_v8_head_{}", i + 1);
    Map box = layers.conv_bn(features[i], box_channels, 3, name + "_box_1");
    box = layers.conv_bn(box, box_channels, 3, name + "_box_2");
    TensorName boxes = layers.conv(box.tensor, kBoxChannels, 1, 1, true, box_map(i));
    Map score = layers.conv_bn(features[i], class_channels, 3, name + "_class_1");
    score = layers.conv_bn(score, class_channels, 3, name + "_class_2");
    TensorName scores = layers.conv(score.tensor, classes, 1, 1, true, score_map(i));
    scores = layers.layer("Activation", name + "_classifier", {{"activation", std::string("sigmoid")}}, scores);
    TensorName out = layers.concatenate(name + "_concat", {boxes, scores});
    List shape{int64_t{-1}, kBoxChannels + classes};
    outputs.push_back(layers.layer("Reshape", name + "_output_reshape", {{"target_shape", std::move(shape)}}, out));
  }
  TensorName all = layers.concatenate("yolo_v8_head_concat", std::move(outputs), 1);
  all = layers.layer("Activation", "box_outputs", {{"activation", std::string("linear")}}, all);
  ConfigValue first = channels_key({}, kBoxChannels), rest = channels_key(kBoxChannels, {});
  TensorName boxes = layers.operation("numpy", "GetItem", "boxes_of_outputs", {}, {all, std::move(first)});
  TensorName scores = layers.operation("numpy", "GetItem", "classes_of_outputs", {}, {all, std::move(rest)});
  boxes = layers.layer("Concatenate", "box", {{"axis", int64_t{1}}}, List{boxes});
  scores = layers.layer("Concatenate", "class", {{"axis", int64_t{1}}}, List{scores});
  return {{"boxes", boxes}, {"classes", scores}};
}

struct DetectorSettings {
  BackboneSettings backbone;
  int64_t classes = 0, depth = 2;
};

Result<DetectorSettings> detector_settings(const ConfigValue& entry) {
  const ConfigValue *config = entry.find("config"), *backbone = config ? config->find("backbone") : nullptr;
  if (!backbone) return corrupt("a YOLOV8Detector without a backbone");
  DetectorSettings settings;
  TRY_ASSIGN(settings.backbone, backbone_settings(*backbone));
  if (settings.backbone.channels.size() != 4)
    return unsupported("a YOLOV8Detector over {} stacks is not supported", settings.backbone.channels.size());
  const ConfigValue *classes = config->find("num_classes"), *depth = config->find("fpn_depth");
  settings.classes = classes ? classes->integer().value_or(0) : 0;
  settings.depth = depth ? depth->integer().value_or(-1) : 2;
  if (settings.classes < 1 || settings.classes > kMostChannels)
    return corrupt("a detector of {} classes", settings.classes);
  if (settings.depth < 0 || settings.depth > kMostDepth) return corrupt("a neck of depth {}", settings.depth);
  return settings;
}

Result<ConfigValue> expanded_detector(const ConfigValue& entry) {
  TRY_ASSIGN(DetectorSettings settings, detector_settings(entry));
  Layers inner(settings.backbone.activation);
  std::vector<Map> levels;
  TensorName inner_images = add_backbone(inner, settings.backbone, levels);
  ConfigValue extractor = inner.functional(
      "backbone", inner_images, {{"P3", levels[1].tensor}, {"P4", levels[2].tensor}, {"P5", levels[3].tensor}});
  // The detector's own layers have the default.
  Layers layers("swish");
  TensorName images = layers.input("images", settings.backbone.input_shape);
  TensorName features = layers.model("backbone", std::move(extractor), images);
  auto feature = [&](int64_t output) {
    return Map{{features.layer, 0, output}, settings.backbone.channels[static_cast<size_t>(output) + 1]};
  };
  std::vector<Map> maps = add_neck(layers, feature(0), feature(1), feature(2), settings.depth);
  Dict outputs = add_head(layers, maps, settings.classes);
  std::string name(entry.find("config")->text("name"));
  return ConfigValue(Dict{{"module", std::string("keras.src.models.functional")},
                          {"class_name", std::string("Functional")},
                          {"config", layers.functional(name, images, std::move(outputs))}});
}

}  // namespace

Result<std::optional<ConfigValue>> expand_kerascv(const ConfigValue& entry) {
  std::string_view registered = entry.text("registered_name");
  if (registered != kDetector && registered != kBackbone) return std::optional<ConfigValue>();
  TRY_ASSIGN(ConfigValue expanded, registered == kDetector ? expanded_detector(entry) : expanded_backbone(entry));
  return std::optional<ConfigValue>(std::move(expanded));
}

Result<> add_kerascv_head(const ConfigValue& entry, KerasModel& model) {
  if (entry.text("registered_name") != kDetector) return {};
  TRY_ASSIGN(DetectorSettings settings, detector_settings(entry));
  Head head{.classes = settings.classes, .reg_max = kBins, .path = "head"};
  for (size_t i = 0; i < 3; ++i) {
    HeadLevel level{.stride = static_cast<double>(8 << i)};
    level.boxes = model.graph.find_value(box_map(i));
    level.scores = model.graph.find_value(score_map(i));
    if (!level.boxes || !level.scores) return internal("the raw maps of level {} are not found", i);
    head.levels.push_back(level);
  }
  model.head = std::move(head);
  model.metadata = {{"task", "detect"}, {"ponte.family", "yolov8"}};
  if (settings.backbone.rescaling) model.metadata.emplace_back("ponte.value_range", "[0, 255]");
  return {};
}

}  // namespace ponte::keras

#include "formats/torch/reader.h"

#include <algorithm>
#include <cmath>

#include "formats/torch/checkpoint.h"
#include "formats/torch/layers.h"
#include "yolo/families/family.h"

namespace ponte::torch {

namespace {

constexpr int64_t kDefaultSize = 640, kLargestSize = 16384;

/// {0: 'person'} or ['person'].
std::map<int64_t, std::string> class_names(PickleValue names) {
  std::map<int64_t, std::string> result;
  for (const auto& [key, value] : names.entries())
    if (auto index = key.as_int(); index && *index >= 0) result[*index] = text_or_empty(value);
  int64_t next = 0;
  for (PickleValue name : names.items()) result[next++] = text_or_empty(name);
  return result;
}

/// Height and width of training; 640 when the file does not say.
Dims trained_size(const Checkpoint& checkpoint) {
  PickleValue arguments = checkpoint.facts().train_args;
  PickleValue stored = arguments.is_dict() ? arguments.get("imgsz") : arguments.attribute("imgsz");
  auto size = stored.as_ints();
  if (!size || size->empty() || size->size() > 2) return {kDefaultSize, kDefaultSize};
  Dims pair{size->front(), size->back()};
  bool sensible = std::ranges::all_of(pair, [](int64_t side) { return side > 0 && side <= kLargestSize; });
  return sensible ? pair : Dims{kDefaultSize, kDefaultSize};
}

double coarsest_stride(const Module& model, const std::vector<Layer>& layers) {
  double coarsest = 1;
  for (const Module* holder : {&model, &layers.back().module}) {
    auto stored = holder->has_tensor("stride") ? holder->tensor("stride") : Result<Tensor>(Tensor());
    if (!stored) continue;
    for (double stride : stored->to_doubles())
      if (stride > coarsest && stride <= 4096) coarsest = stride;
  }
  return coarsest;
}

struct InputSize {
  int64_t height, width;
};

// As Ultralytics does it: a size that the coarsest level does not divide is rounded up.
Result<InputSize> choose_size(const Checkpoint& checkpoint, const ReadOptions& options, double stride,
                              std::vector<std::string>& warnings) {
  Dims trained = trained_size(checkpoint);
  InputSize size{options.height ? options.height : trained[0], options.width ? options.width : trained[1]};
  for (int64_t* side : {&size.height, &size.width}) {
    if (*side < 1 || *side > kLargestSize)
      return usage_error("an image size of {} is out of range (1 to {})", *side, kLargestSize);
    auto step = static_cast<int64_t>(stride);
    int64_t rounded = (*side + step - 1) / step * step;
    if (rounded != *side)
      warnings.push_back(
          fmt::format("image size {} is not a multiple of the stride {}: {} is used", *side, step, rounded));
    *side = rounded;
  }
  return size;
}

ModuleInventory inventory_of(const Network& net, const Module& model, const Layer& last, const Head& head) {
  ModuleInventory inventory;
  inventory.classes = net.classes();
  inventory.head_class = last.module.class_name();
  inventory.reg_max = head.reg_max;
  inventory.yolov5_repository = !model.class_path().starts_with("ultralytics.");
  return inventory;
}

Card make_card(const Checkpoint& checkpoint, const Module& model, const Head& head, const ModuleInventory& inventory) {
  Card card;
  card.task = head.task;
  card.names = class_names(model.attribute("names"));
  if (static_cast<int64_t>(card.names.size()) > head.classes) card.names.clear();
  for (const HeadLevel& level : head.levels) card.strides.push_back(level.stride);
  card.end_to_end = head.end_to_end;
  if (head.extra == Extra::keypoints)
    card.keypoint_shape = {head.extra_count / head.keypoint_numbers, head.keypoint_numbers};
  TrainingFacts facts = checkpoint.facts();
  card.date = facts.date;
  card.version = facts.version;
  card.license = facts.license;
  card.docs = text_or_empty(checkpoint.root().get("docs"));
  const Family* family = find_family(inventory);
  if (family) card.family = std::string(family->name);
  card.description = fmt::format("{} {} model", family ? family->title : "YOLO", task_name(card.task));
  return card;
}

Result<Fact> input_fact(const ReadOptions& options, int64_t channels, const InputSize& size) {
  Dim batch = options.batch > 0 ? Dim(options.batch) : Dim::named("batch");
  Dim height = options.dynamic_size ? Dim::named("height") : Dim(size.height);
  Dim width = options.dynamic_size ? Dim::named("width") : Dim(size.width);
  return Fact{DType::f32, {batch, Dim(channels), height, width}, std::nullopt};
}

}  // namespace

Result<TorchModel> read_torch(SharedBytes file, const ReadOptions& options) {
  TRY_ASSIGN(Checkpoint checkpoint, read_checkpoint(std::move(file)));
  const Module& model = checkpoint.model();
  TRY(check_module_tree(model));
  TRY_ASSIGN(std::vector<Layer> layers, read_layers(model));
  TorchModel result;
  result.warnings = checkpoint.warnings();
  TRY_ASSIGN(result.parameters, parameter_count(model));
  TRY_ASSIGN(int64_t channels, input_channels(layers));
  TRY_ASSIGN(InputSize size, choose_size(checkpoint, options, coarsest_stride(model, layers), result.warnings));
  TRY_ASSIGN(Fact fact, input_fact(options, channels, size));
  ValueId images = result.graph.add_input("images", std::move(fact));
  GraphBuilder builder(result.graph);
  Network net(builder, {options.one_to_many, options.both_branches});
  result.head = build_layers(net, layers, images);
  TRY(builder.status());
  ModuleInventory inventory = inventory_of(net, model, layers.back(), result.head);
  result.card = make_card(checkpoint, model, result.head, inventory);
  result.card.channels = channels;
  result.card.batch = options.batch;
  result.card.image_height = size.height;
  result.card.image_width = size.width;
  result.graph.name = result.card.description;
  return result;
}

}  // namespace ponte::torch

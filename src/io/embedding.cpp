#include "io/embedding.h"

#include "embed/embed.h"
#include "yolo/recognize/recognize.h"

namespace ponte::io {

bool embeds(const ConvertOptions& options) { return options.embed.pre || options.embed.post; }

int least_opset(const LoadedModel& model, const ConvertOptions& options) {
  // Classifiers are fed pictures resized with antialias.
  return options.embed.pre && model.card.task == Task::classify ? 18 : 0;
}

namespace {

Result<> embed_into(LoadedModel& model, const ConvertOptions& options) {
  constexpr int64_t kUsual = 640;
  auto wanted = [](int64_t asked, int64_t known) { return asked > 0 ? asked : known > 0 ? known : kUsual; };
  EmbedOptions embedding{.pre = options.embed.pre,
                         .post = options.embed.post,
                         .bgr = options.embed.bgr,
                         .height = wanted(options.load.height, model.card.image_height),
                         .width = wanted(options.load.width, model.card.image_width),
                         .confidence = options.load.confidence,
                         .iou = options.load.iou,
                         .max_detections = options.load.max_detections};
  bool anew = embedding.post && model.head;
  const Graph& network = anew && model.undecoded ? *model.undecoded : model.graph;
  TRY_ASSIGN(EmbeddedGraph made, embed_model(network, model.card, anew ? &*model.head : nullptr, embedding));
  model.graph = std::move(made.graph);
  if (!options.embed.thresholds_required) model.defaults = std::move(made.defaults);
  if (embedding.post) model.card.layout = HeadLayout::detections;
  if (embedding.pre) {
    model.card.colour_order = embedding.bgr ? "bgr" : "rgb";
    model.card.value_range = {0, 255};
  }
  // They speak of values of the graph as it was.
  model.head.reset();
  model.undecoded.reset();
  model.outputs_as_read = false;
  return {};
}

}  // namespace

Result<> embed_for(const Target& target, LoadedModel& model, const ConvertOptions& options) {
  if (target.takes_pictures) return embed_into(model, options);
  if (!model.head) {
    TRY_ASSIGN(model.head, recognize_head(model.graph));
  }
  return set_outputs(model, Outputs::detections);
}

}  // namespace ponte::io

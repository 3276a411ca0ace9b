#include "io/source.h"

#include <algorithm>

#include "yolo/recognize/recognize.h"

namespace ponte::io {

Suppression suppression_of(const LoadOptions& options) {
  Suppression suppression{.confidence = options.confidence, .max_detections = options.max_detections};
  if (options.iou) suppression.iou = *options.iou;
  return suppression;
}

/// Floats, and the weights of quantized models.
int64_t constant_elements(const Graph& graph) {
  int64_t count = 0;
  for (uint32_t i = 0; i < graph.value_count(); ++i) {
    const Value& value = graph.value(ValueId{i});
    bool counts = is_float(value.fact.dtype) || dtype_bits(value.fact.dtype) <= 8;
    if (value.alive && value.is_constant() && counts) count += value.constant->count();
  }
  return count;
}

namespace {

/// Boxes and scores that are outputs of their own do not show whether the head needs NMS; the metadata do.
HeadLayout layout_as_read(const Graph& graph, const Card& card, Head& head) {
  auto has_rows = [&](ValueId output) { return graph.value(output).fact.shape.size() == 3; };
  bool split = head.kind != HeadKind::classify && std::ranges::count_if(graph.outputs(), has_rows) > 1;
  if (!split) return natural_layout(head);
  head.end_to_end = head.end_to_end || card.end_to_end;
  return HeadLayout::split;
}

}  // namespace

/// What the graph itself says goes over what the metadata say.
void complete_card(Card& card, const Graph& graph, std::optional<Head>& head) {
  if (!graph.inputs().empty()) {
    const Shape& shape = graph.value(graph.inputs()[0]).fact.shape;
    if (shape.size() == 4) {
      card.batch = shape[0].known() ? shape[0].size : 0;
      card.channels = shape[1].known() ? shape[1].size : 0;
      card.image_height = shape[2].known() ? shape[2].size : 0;
      card.image_width = shape[3].known() ? shape[3].size : 0;
    }
  }
  if (!head) return;
  card.task = head->task;
  card.layout = layout_as_read(graph, card, *head);
  card.end_to_end = head->end_to_end;
  if (head->extra == Extra::keypoints && head->keypoint_numbers > 0)
    card.keypoint_shape = {head->extra_count / head->keypoint_numbers, head->keypoint_numbers};
  card.strides.clear();
  for (const HeadLevel& level : head->levels) card.strides.push_back(level.stride);
}

/// Without a head that is known, the outputs as they are.
Result<LoadedModel> with_known_head(LoadedModel model, const LoadOptions& options) {
  auto head = recognize_head(model.graph);
  if (!head && model.source->runs_in_litert) head = recognize_quantized_head(model.graph);
  if (head) model.head = std::move(*head);
  if (model.head) model.head->suppression = suppression_of(options);
  complete_card(model.card, model.graph, model.head);
  if (!options.outputs || *options.outputs == Outputs::joint) return model;
  if (!head) return std::unexpected(std::move(head).error());
  TRY(set_outputs(model, *options.outputs));
  return model;
}

namespace {

constexpr const char* kFromCheckpoint = "convert the checkpoint that the file was made from";

}  // namespace

/// What was asked for and what the file fixes.
Result<> check_input(const Graph& graph, const LoadOptions& options) {
  if (options.one_to_many) return usage_error("the file holds one branch of the head only");
  const Fact* input = graph.inputs().empty() ? nullptr : &graph.value(graph.inputs()[0]).fact;
  if (!input || input->shape.empty()) return {};
  const Shape& shape = input->shape;
  if (options.batch && shape[0].known() && shape[0].size != *options.batch)
    return with_hint(usage_error("the batch of the file is fixed: {}", shape[0].size), kFromCheckpoint);
  bool picture = shape.size() == 4;
  if (options.dynamic_size && picture && shape[2].known() && shape[3].known())
    return with_hint(usage_error("the input size of the file is fixed: {} x {}", shape[2].size, shape[3].size),
                     kFromCheckpoint);
  if (options.height && !(picture && shape[2] == Dim(options.height) && shape[3] == Dim(options.width)))
    return with_hint(usage_error("the input of the file is fixed: [{}]", shape_text(shape)), kFromCheckpoint);
  return {};
}

}  // namespace ponte::io

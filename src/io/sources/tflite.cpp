#include "formats/tflite/model_file.h"
#include "formats/tflite/reader.h"
#include "io/source.h"
#include "yolo/card/card.h"

namespace ponte::io::sources_tflite {

extern const Source source_tflite;

namespace {

/// Ultralytics divides the boxes and keypoints of TFLite models by the size of the picture; its metadata do not say so.
/// Here they are pixels again.
Result<> give_pixels(LoadedModel& model) {
  const Card& card = model.card;
  ValueId output = model.graph.outputs()[0];
  const Shape shape = model.graph.value(output).fact.shape;
  bool is_rows = shape.size() == 3 && shape[1].known() && model.graph.value(output).fact.dtype == DType::f32;
  if (!is_rows || card.names.empty() || card.image_width == 0 || card.end_to_end) return {};
  int64_t scores_end = 4 + static_cast<int64_t>(card.names.size());
  if (shape[1].size < scores_end) return {};
  auto width = static_cast<float>(card.image_width), height = static_cast<float>(card.image_height);
  std::vector<float> factors(static_cast<size_t>(shape[1].size), 1);
  for (size_t i = 0; i < 4; ++i) factors[i] = i % 2 == 0 ? width : height;
  int64_t step = card.task == Task::pose && card.keypoint_shape ? card.keypoint_shape->second : 0;
  for (int64_t i = scores_end; step >= 2 && i + 1 < shape[1].size; i += step) {
    factors[static_cast<size_t>(i)] = width;
    factors[static_cast<size_t>(i) + 1] = height;
  }
  std::vector<ValueId> outputs = model.graph.outputs();
  std::vector<std::string> names;
  for (ValueId each : outputs) names.push_back(model.graph.value(each).name);
  GraphBuilder builder(model.graph);
  ValueId factor = builder.constant(Tensor::of(std::move(factors), {1, shape[1].size, 1}), "pixels.factors");
  outputs[0] = builder.mul(output, factor, "pixels");
  TRY(builder.status());
  model.graph.clear_outputs();
  for (size_t i = 0; i < outputs.size(); ++i) TRY(model.graph.add_output(outputs[i], names[i]));
  return {};
}

bool is_of_ultralytics(const Metadata& metadata) {
  bool has_names = false, is_ours = false;
  for (const auto& [key, value] : metadata) {
    has_names |= key == "names";
    is_ours |= key.starts_with("ponte.");
  }
  return has_names && !is_ours;
}

Result<LoadedModel> load(SharedBytes file, const std::string&, const LoadOptions& options) {
  tflite::ReadOptions read{.batch = options.batch.value_or(1),
                           .height = options.height,
                           .width = options.width,
                           .float_ports = options.float_ports};
  TRY_ASSIGN(tflite::TfliteModel read_model, tflite::read_tflite(std::move(file), read));
  TRY_ASSIGN(RelayoutResult changed, relayout(read_model.graph, Layout::nchw, PortLayout::change));
  LoadedModel model;
  model.source = &source_tflite;
  model.card = card_from_metadata(read_model.metadata);
  model.parameters = read_model.parameters;
  model.info.half_float_parameters = read_model.half_float_parameters;
  for (const tflite::OpCount& op : read_model.operators) model.info.operators[op.name] = op.count;
  model.info.quantization = std::move(read_model.quantization);
  model.info.signatures = std::move(read_model.signatures);
  model.info.dynamic_operators = read_model.dynamic;
  model.graph = std::move(changed.graph);
  model.read = std::move(changed.ports);
  TRY(check_input(model.graph, options));
  TRY_ASSIGN(model, with_known_head(std::move(model), options));
  if (options.float_ports && !model.head && is_of_ultralytics(read_model.metadata)) TRY(give_pixels(model));
  return model;
}

}  // namespace

constinit extern const Source source_tflite{.name = "tflite",
                                            .ending = ".tflite",
                                            .note = {},
                                            .claims = tflite::begins_like_tflite,
                                            .load = load,
                                            .runs_in_litert = true};

}  // namespace ponte::io::sources_tflite

#include "io/load.h"

#include <algorithm>
#include <filesystem>

#include "base/hash.h"
#include "base/mapped_file.h"
#include "formats/keras/reader.h"
#include "formats/onnx/reader.h"
#include "formats/tflite/model_file.h"
#include "formats/tflite/reader.h"
#include "formats/torch/reader.h"
#include "yolo/card.h"
#include "yolo/decode.h"
#include "yolo/recognize.h"

namespace ponte::io {

const char* source_format_name(SourceFormat format) {
  switch (format) {
    case SourceFormat::torch: return "torch";
    case SourceFormat::onnx: return "onnx";
    case SourceFormat::keras: return "keras";
    case SourceFormat::tflite: return "tflite";
  }
  return "unknown";
}

namespace {

Result<SourceFormat> format_of(Bytes file) {
  std::string_view head = as_text(file.first(std::min<size_t>(file.size(), 512)));
  auto starts = [&](std::string_view magic) { return head.starts_with(magic); };
  if (tflite::begins_like_tflite(file)) return SourceFormat::tflite;
  if (starts("\x89HDF\r\n\x1a\n") || keras::looks_like_keras_zip(file)) return SourceFormat::keras;
  // The first field of an ONNX model is its IR version: a small number under tag 0x08. Everything else is for the
  // checkpoint reader, which names what it finds.
  if (head.size() > 2 && head[0] == '\x08' && head[1] > 0 && head[1] < 32) return SourceFormat::onnx;
  return SourceFormat::torch;
}

Suppression suppression_of(const LoadOptions& options) {
  Suppression suppression{.confidence = options.confidence, .max_detections = options.max_detections};
  if (options.iou) suppression.iou = *options.iou;
  return suppression;
}

HeadLayout layout_of(const Head& head, Outputs outputs) {
  switch (outputs) {
    case Outputs::joint: return natural_layout(head);
    case Outputs::split: return HeadLayout::split;
    case Outputs::levels: return HeadLayout::levels;
    case Outputs::detections: return HeadLayout::detections;
  }
  return HeadLayout::unknown;
}

}  // namespace

std::vector<std::string> graph_warnings(const LoadedModel& model) {
  std::vector<std::string> warnings = model.warnings;
  if (model.dynamic_operators > 0)
    warnings.push_back(
        fmt::format("{} operators quantize their inputs while the model runs; here they compute in floats",
                    model.dynamic_operators));
  return warnings;
}

Result<> set_outputs(LoadedModel& model, Outputs outputs, AnchorForm anchors, DecodeForm decode) {
  if (model.undecoded) model.graph = *model.undecoded;
  model.head->anchors = anchors;
  model.head->decode = decode;
  GraphBuilder builder(model.graph);
  HeadLayout layout = layout_of(*model.head, outputs);
  TRY(emit_outputs(builder, *model.head, layout));
  model.graph.remove_dead();
  model.card.layout = layout;
  model.outputs_as_read = false;
  return model.graph.sort();
}

namespace {

Result<LoadedModel> load_torch(SharedBytes file, const LoadOptions& options) {
  torch::ReadOptions read{.height = options.height,
                          .width = options.width,
                          .batch = options.batch.value_or(1),
                          .dynamic_size = options.dynamic_size,
                          .one_to_many = options.one_to_many,
                          .both_branches = options.both_branches};
  TRY_ASSIGN(torch::TorchModel read_model, torch::read_torch(std::move(file), read));
  LoadedModel model;
  model.format = SourceFormat::torch;
  model.undecoded = std::move(read_model.graph);
  model.head = std::move(read_model.head);
  model.card = std::move(read_model.card);
  model.head->suppression = suppression_of(options);
  model.parameters = read_model.parameters;
  model.warnings = std::move(read_model.warnings);
  TRY(set_outputs(model, options.outputs.value_or(Outputs::joint)));
  return model;
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

/// Boxes and scores that are outputs of their own do not show whether the head needs NMS; the metadata do.
HeadLayout layout_as_read(const Graph& graph, const Card& card, Head& head) {
  auto has_rows = [&](ValueId output) { return graph.value(output).fact.shape.size() == 3; };
  bool split = head.kind != HeadKind::classify && std::ranges::count_if(graph.outputs(), has_rows) > 1;
  if (!split) return natural_layout(head);
  head.end_to_end = head.end_to_end || card.end_to_end;
  return HeadLayout::split;
}

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
  card.strides.clear();
  for (const HeadLevel& level : head->levels) card.strides.push_back(level.stride);
}

/// Without a head that is known, the outputs as they are.
Result<LoadedModel> with_known_head(LoadedModel model, const LoadOptions& options) {
  auto head = recognize_head(model.graph);
  if (!head && model.format == SourceFormat::tflite) head = recognize_quantized_head(model.graph);
  if (head) model.head = std::move(*head);
  if (model.head) model.head->suppression = suppression_of(options);
  complete_card(model.card, model.graph, model.head);
  if (!options.outputs || *options.outputs == Outputs::joint) return model;
  if (!head) return std::unexpected(std::move(head).error());
  TRY(set_outputs(model, *options.outputs));
  return model;
}

constexpr const char* kFromCheckpoint = "convert the checkpoint that the file was made from";

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

Result<LoadedModel> load_onnx(SharedBytes file, const std::string& folder, const LoadOptions& options) {
  OnnxReadOptions read{.batch = options.batch.value_or(0), .height = options.height, .width = options.width};
  TRY_ASSIGN(OnnxModel read_model, read_onnx(std::move(file), folder, read));
  TRY(check_input(read_model.graph, options));
  LoadedModel model;
  model.graph = std::move(read_model.graph);
  model.card = card_from_metadata(read_model.metadata);
  model.parameters = constant_elements(model.graph);
  return with_known_head(std::move(model), options);
}

/// A value of a graph whose layout was changed, in the order of axes that heads have.
ValueId permuted_value(ValueId old, const RelayoutResult& changed, GraphBuilder& builder) {
  if (!old) return {};
  const PermutedValue& stored = changed.values[old.index];
  size_t rank = stored.order.size();
  Dims order = to_nchw(rank), perm;
  if (stored.order == order) return stored.value;
  for (int64_t axis : order) perm.push_back(place_of(stored.order, axis));
  return builder.transpose(stored.value, std::move(perm), "channels_first");
}

Result<Head> permute_head(Head head, RelayoutResult& changed) {
  GraphBuilder builder(changed.graph);
  for (HeadLevel& level : head.levels) {
    level.boxes = permuted_value(level.boxes, changed, builder);
    level.scores = permuted_value(level.scores, changed, builder);
  }
  TRY(builder.status());
  return head;
}

Result<LoadedModel> load_keras(SharedBytes file, const LoadOptions& options) {
  keras::ReadOptions read{.batch = options.batch.value_or(1), .height = options.height, .width = options.width};
  TRY_ASSIGN(keras::KerasModel read_model, keras::read_keras(std::move(file), read));
  TRY_ASSIGN(RelayoutResult changed, relayout(read_model.graph, Layout::nchw, PortLayout::change));
  LoadedModel model;
  model.format = SourceFormat::keras;
  model.card = card_from_metadata(read_model.metadata);
  model.parameters = read_model.parameters;
  model.layers = std::move(read_model.layers);
  if (read_model.head) {
    TRY_ASSIGN(model.head, permute_head(std::move(*read_model.head), changed));
  }
  model.graph = std::move(changed.graph);
  model.read = std::move(changed.ports);
  TRY(check_input(model.graph, options));
  std::optional<Error> unknown_head;
  if (!model.head) {
    auto head = recognize_head(model.graph);
    if (head)
      model.head = std::move(*head);
    else
      unknown_head = std::move(head).error();
  }
  if (model.head) model.head->suppression = suppression_of(options);
  complete_card(model.card, model.graph, model.head);
  bool decoded = !read_model.head;
  if (decoded && (!options.outputs || *options.outputs == Outputs::joint)) return model;
  if (unknown_head) return std::unexpected(std::move(*unknown_head));
  TRY(set_outputs(model, options.outputs.value_or(Outputs::joint)));
  return model;
}

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

Result<LoadedModel> load_tflite(SharedBytes file, const LoadOptions& options) {
  tflite::ReadOptions read{.batch = options.batch.value_or(1),
                           .height = options.height,
                           .width = options.width,
                           .float_ports = options.float_ports};
  TRY_ASSIGN(tflite::TfliteModel read_model, tflite::read_tflite(std::move(file), read));
  TRY_ASSIGN(RelayoutResult changed, relayout(read_model.graph, Layout::nchw, PortLayout::change));
  LoadedModel model;
  model.format = SourceFormat::tflite;
  model.card = card_from_metadata(read_model.metadata);
  model.parameters = read_model.parameters;
  model.half_float_parameters = read_model.half_float_parameters;
  for (const tflite::OpCount& op : read_model.operators) model.file_operators[op.name] = op.count;
  model.quantization = std::move(read_model.quantization);
  model.signatures = std::move(read_model.signatures);
  model.dynamic_operators = read_model.dynamic;
  model.graph = std::move(changed.graph);
  model.read = std::move(changed.ports);
  TRY(check_input(model.graph, options));
  TRY_ASSIGN(model, with_known_head(std::move(model), options));
  if (options.float_ports && !model.head && is_of_ultralytics(read_model.metadata)) TRY(give_pixels(model));
  return model;
}

Result<LoadedModel> load_any(const std::string& path, const LoadOptions& options) {
  TRY_ASSIGN(SharedBytes file, map_file(path));
  TRY_ASSIGN(SourceFormat format, format_of(file.bytes));
  std::string folder = std::filesystem::path(path).parent_path().string();
  TRY_ASSIGN(LoadedModel model, format == SourceFormat::torch    ? load_torch(file, options)
                                : format == SourceFormat::keras  ? load_keras(file, options)
                                : format == SourceFormat::tflite ? load_tflite(file, options)
                                                                 : load_onnx(file, folder, options));
  model.file = file;
  if (model.card.source_file.empty()) {
    model.card.source_file = std::filesystem::path(path).filename().string();
    model.card.source_sha256 = sha256_hex(file.bytes);
  }
  return model;
}

}  // namespace

Result<LoadedModel> load_model(const std::string& path, const LoadOptions& options) {
  std::error_code ignored;
  if (std::filesystem::exists(std::filesystem::path(path) / "saved_model.pb", ignored))
    return std::unexpected(
        Error{ErrorKind::unsupported, path, "SavedModels are written, but not read", "take what it was made from"});
  return in_context(load_any(path, options), path);
}

}  // namespace ponte::io

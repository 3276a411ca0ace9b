#include "api/load.h"

#include <filesystem>

#include "base/hash.h"
#include "base/mapped_file.h"
#include "formats/onnx/reader.h"
#include "formats/torch/reader.h"
#include "yolo/card.h"
#include "yolo/decode.h"
#include "yolo/recognize.h"

namespace ponte {

const char* source_format_name(SourceFormat format) { return format == SourceFormat::torch ? "torch" : "onnx"; }

namespace {

Result<SourceFormat> format_of(Bytes file) {
  std::string_view head = as_text(file.first(std::min<size_t>(file.size(), 512)));
  auto starts = [&](std::string_view magic) { return head.starts_with(magic); };
  if (head.size() >= 8 && head.substr(4, 4) == "TFL3") return unsupported("TFLite files are not read yet");
  if (starts("\x89HDF\r\n\x1a\n")) return unsupported("HDF5 (Keras .h5) files are not read yet");
  // The first field of an ONNX model is its IR version: a small number under tag 0x08. Everything else is for the
  // checkpoint reader, which names what it finds.
  if (head.size() > 2 && head[0] == '\x08' && head[1] > 0 && head[1] < 32) return SourceFormat::onnx;
  return SourceFormat::torch;
}

HeadLayout layout_of(const Head& head, Outputs outputs) {
  switch (outputs) {
    case Outputs::joint: return natural_layout(head);
    case Outputs::split: return HeadLayout::split;
    case Outputs::levels: return HeadLayout::levels;
  }
  return HeadLayout::unknown;
}

}  // namespace

Result<> give_outputs(LoadedModel& model, Outputs outputs) {
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
  torch::ReadOptions read{.height = options.height, .width = options.width, .batch = options.batch,
                          .dynamic_size = options.dynamic_size, .one_to_many = options.one_to_many};
  TRY_ASSIGN(torch::TorchModel read_model, torch::read_torch(std::move(file), read));
  LoadedModel model;
  model.format = SourceFormat::torch;
  model.graph = std::move(read_model.graph);
  model.head = std::move(read_model.head);
  model.card = std::move(read_model.card);
  model.parameters = read_model.parameters;
  model.warnings = std::move(read_model.warnings);
  TRY(give_outputs(model, options.outputs.value_or(Outputs::joint)));
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

/// What the graph itself says goes over what the metadata say.
void complete_card(Card& card, const Graph& graph, const std::optional<Head>& head) {
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
  card.end_to_end = head->end_to_end;
  card.layout = natural_layout(*head);
  card.strides.clear();
  for (const HeadLevel& level : head->levels) card.strides.push_back(level.stride);
}

Result<LoadedModel> load_onnx(SharedBytes file, const std::string& folder, const LoadOptions& options) {
  TRY_ASSIGN(OnnxModel read_model, read_onnx(std::move(file), folder));
  LoadedModel model;
  model.graph = std::move(read_model.graph);
  model.card = card_from_metadata(read_model.metadata);
  auto head = recognize_head(model.graph);
  if (head) model.head = std::move(*head);
  complete_card(model.card, model.graph, model.head);
  model.parameters = constant_elements(model.graph);
  if (!options.outputs || *options.outputs == Outputs::joint) return model;
  if (!head) return std::unexpected(std::move(head).error());
  TRY(give_outputs(model, *options.outputs));
  return model;
}

Result<> refuse_torch_options(const LoadOptions& options) {
  if (options.height || options.width || options.dynamic_size || options.batch != 1)
    return with_hint(usage_error("the input size and batch of an ONNX file are fixed"),
                     "convert the checkpoint that it was made from");
  if (options.one_to_many) return usage_error("an ONNX file holds one branch of the head only");
  return {};
}

Result<LoadedModel> load_any(const std::string& path, const LoadOptions& options) {
  TRY_ASSIGN(SharedBytes file, map_file(path));
  TRY_ASSIGN(SourceFormat format, format_of(file.bytes));
  if (format == SourceFormat::onnx) TRY(refuse_torch_options(options));
  std::string folder = std::filesystem::path(path).parent_path().string();
  TRY_ASSIGN(LoadedModel model, format == SourceFormat::torch ? load_torch(file, options)
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
  return in_context(load_any(path, options), path);
}

}  // namespace ponte

#include "io/load.h"

#include <algorithm>
#include <filesystem>

#include "base/hash.h"
#include "base/mapped_file.h"
#include "io/source.h"

namespace ponte::io {

namespace {

/// The format that claims a file, or the one that takes what no other does and names what it finds.
const Source& source_of(Bytes file) {
  const Source* rest = nullptr;
  for (const Source* source : all_sources()) {
    if (!source->claims) rest = source;
    if (source->claims && source->claims(file)) return *source;
  }
  return *rest;
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
  if (model.info.dynamic_operators > 0)
    warnings.push_back(
        fmt::format("{} operators quantize their inputs while the model runs; here they compute in floats",
                    model.info.dynamic_operators));
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

Result<LoadedModel> load_any(const std::string& path, const LoadOptions& options) {
  TRY_ASSIGN(SharedBytes file, map_file(path));
  std::string folder = std::filesystem::path(path).parent_path().string();
  TRY_ASSIGN(LoadedModel model, source_of(file.bytes).load(file, folder, options));
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

#include "ponte/convert.h"

#include <algorithm>
#include <filesystem>

#include "api/check.h"
#include "api/embedding.h"
#include "api/load.h"
#include "api/target.h"
#include "base/mapped_file.h"
#include "formats/onnx/writer.h"
#include "graph/text.h"
#include "passes/pipeline.h"
#include "passes/relayout.h"

namespace ponte {

namespace {

struct Step {
  const ProgressCallback& callback;
  Result<> operator()(std::string_view name, double fraction) const {
    if (callback && !callback({name, fraction})) return usage_error("cancelled");
    return {};
  }
};

Result<const Target*> target_of_path(const std::string& path) {
  std::string endings;
  std::string_view name = path;
  while (name.size() > 1 && name.ends_with('/')) name.remove_suffix(1);
  for (const Target* target : all_targets()) {
    if ((target->is_folder() ? name : path).ends_with(target->ending)) return target;
    endings += fmt::format("{}*{}", endings.empty() ? "" : ", ", target->ending);
  }
  std::unexpected<Error> error = usage_error("the name does not say a format that can be written");
  error.error().where = path;
  return with_hint(std::move(error), fmt::format("names that do: {}", endings));
}

/// What a format cannot do is said before anything is read or written.
Result<> check_target(const Target& target, const ConvertOptions& options) {
  if (options.keep_batch_norm && !target.trains)
    return usage_error("--batch-norm keep is for Keras: {} files are not trained further", target.name);
  if (options.precision != Precision::fp32 && !target.has_precisions)
    return usage_error("--precision is for TFLite: {} files are written in fp32", target.name);
  if (options.embed.pre && !target.takes_pictures)
    return usage_error("--embed pre is for ONNX: {} files take the network's own input", target.name);
  if (options.embed.pre && options.io_layout != IoLayout::native)
    return usage_error("--embed pre takes pictures with their colours last; --io-layout does not go with it");
  if (options.embed.post && options.load.outputs.value_or(Outputs::joint) != Outputs::joint)
    return usage_error("--embed post makes the outputs; --outputs does not go with it");
  if (options.embed.bgr && !options.embed.pre) return usage_error("--colour goes with --embed pre");
  return {};
}

PassOptions pass_options(const DeveloperOptions& developer) {
  PassOptions options{.disabled_rules = developer.disabled_rules, .stop_after = developer.stop_after,
                      .dump_after = developer.dump_after, .dump = nullptr};
  if (developer.dump)
    options.dump = [&developer](std::string_view name, const Graph& graph) { developer.dump(name, print(graph)); };
  return options;
}

void add_counts(ConvertReport& report, const Report& passes) {
  for (const auto& [rule, count] : passes.applied) report.rules_applied[rule] += count;
}

/// The source as a model that an engine can run: the file itself, or a plain transcript of its graph.
Result<ReferenceModel> reference_of(const LoadedModel& model, int opset) {
  if (model.format == SourceFormat::onnx && model.outputs_as_read)
    return ReferenceModel{.file = model.file, .transcript = {}, .description = "the source in ONNX Runtime", .optimize = true};
  // A quantized file means what integers give: floats are rounded elsewhere, and a step early on is many at the end.
  bool in_integers = model.format == SourceFormat::tflite;
  Graph graph = model.graph;
  if (in_integers) TRY(suit_onnxruntime(graph));
  TRY_ASSIGN(std::vector<std::byte> plain, transcript(std::move(graph), opset));
  return ReferenceModel{.file = {}, .transcript = std::move(plain),
                        .description = fmt::format("the source{} in ONNX Runtime", in_integers ? "" : ", operator by operator,"),
                        .optimize = in_integers || model.format == SourceFormat::onnx};
}

Result<> check_written(WrittenFile& written, const AtomicFile& file, const Target& target, const Card& card,
                       const ReferenceModel& reference, const ConvertOptions& options) {
  TRY_ASSIGN(SharedBytes content, map_file(file.temporary_path()));
  TRY_ASSIGN(std::vector<std::byte> made, target.as_onnx(content));
  Bytes runnable = made.empty() ? content.bytes : Bytes(made);
  TRY_ASSIGN(written.differences, measure_differences(reference, runnable, card, options.threads));
  written.checked_with = reference.description;
  if (!made.empty()) written.checked_with += ", read back";
  return check_differences(written, options.precision);
}

/// There is no reader of what was written: what it was made of is run instead, as it was after all passes.
Result<> check_graph(WrittenFile& written, Graph graph, const Card& card, const ReferenceModel& reference,
                     const ConvertOptions& options) {
  TRY_ASSIGN(RelayoutResult first, relayout(graph, Layout::nchw, PortLayout::change));
  graph = Graph();
  TRY_ASSIGN(std::vector<std::byte> made, transcript(std::move(first.graph), options.opset));
  TRY_ASSIGN(written.differences, measure_differences(reference, made, card, options.threads));
  written.checked_with = reference.description + ", by the graph that was written; the folder itself was not run";
  return check_differences(written, options.precision);
}

uint64_t folder_size(const std::string& path) {
  uint64_t size = 0;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path, ignored))
    if (entry.is_regular_file(ignored)) size += entry.file_size(ignored);
  return size;
}

Result<WrittenFile> write_folder(const Target& target, LoadedModel model, const std::string& path,
                                 const ConvertOptions& options, const ReferenceModel* reference, const Step& step) {
  Overwrite overwrite = options.overwrite ? Overwrite::allow : Overwrite::refuse;
  TRY_ASSIGN(AtomicFolder folder, AtomicFolder::create(path, target.folder_mark, overwrite));
  WrittenFile written{.path = path, .format = std::string(target.name)};
  if (reference) {
    TRY(step("check", 0.3));
    TRY(check_graph(written, model.graph, model.card, *reference, options));
  }
  TRY(step("write", 0.7));
  TRY(target.write_folder(std::move(model), options, folder));
  written.bytes = folder_size(folder.temporary_path());
  TRY(folder.commit());
  return written;
}

/// Writes one file; it gets its name only when it has passed the check.
Result<WrittenFile> write_target(LoadedModel model, const std::string& path, ConvertOptions options,
                                 const ReferenceModel* reference, const Step& step, ConvertReport& report) {
  TRY_ASSIGN(const Target* target, target_of_path(path));
  TRY(step("rewrite", 0.2));
  std::optional<ReferenceModel> embedded;
  if (embeds(options)) {
    if (!target->takes_pictures) options.load.outputs = Outputs::detections;
    TRY(embed_for(*target, model, options));
    if (reference) {
      TRY_ASSIGN(embedded, reference_of(model, options.opset));
      reference = &*embedded;
    }
  }
  Report passes;
  TRY(target->prepare(model, options, pass_options(options.developer), passes));
  add_counts(report, passes);
  report.nodes_written = model.graph.order().size();
  if (target->is_folder()) return write_folder(*target, std::move(model), path, options, reference, step);
  TRY(step("write", 0.4));
  TRY_ASSIGN(AtomicFile file, AtomicFile::create(path, options.overwrite ? Overwrite::allow : Overwrite::refuse));
  Card card = model.card;
  TRY(target->write(std::move(model), options, file));
  WrittenFile written{.path = path, .format = std::string(target->name), .bytes = file.size()};
  if (reference && target->as_onnx) {
    TRY(step("check", 0.5));
    TRY(check_written(written, file, *target, card, *reference, options));
  }
  TRY(file.commit());
  return written;
}

Result<ConvertReport> convert_loaded(LoadedModel model, const std::vector<std::string>& outputs,
                                     const ConvertOptions& options, const Step& step) {
  ConvertReport report;
  report.parameters = model.parameters;
  report.warnings = model.warnings;
  report.nodes_read = model.graph.order().size();
  std::optional<ReferenceModel> reference;
  if (options.check) {
    TRY_ASSIGN(ReferenceModel made, reference_of(model, options.opset));
    reference = std::move(made);
  }
  report.card = model.card;
  for (size_t i = 0; i < outputs.size(); ++i) {
    // The last one may have the weights for itself.
    LoadedModel own = i + 1 == outputs.size() ? std::move(model) : model;
    TRY_ASSIGN(WrittenFile written,
               write_target(std::move(own), outputs[i], options, reference ? &*reference : nullptr, step, report));
    report.written.push_back(std::move(written));
  }
  TRY(step("done", 1));
  return report;
}

}  // namespace

Result<std::vector<std::byte>> transcript(Graph graph, int opset) {
  TRY(lower(graph, [opset](const OpInfo& op) { return onnx_can_write(op, opset); }));
  return onnx_bytes(graph, {}, {.opset = opset});
}

std::vector<FormatInfo> formats() {
  std::vector<FormatInfo> all{{"torch", ".pt", true, false, "Ultralytics 8 and YOLOv5-repository checkpoints"}};
  for (const Target* target : all_targets())
    all.push_back({std::string(target->name), std::string(target->ending), target->reads, true, std::string(target->note)});
  return all;
}

Result<ConvertReport> convert(const std::string& model, const std::vector<std::string>& outputs,
                              const ConvertOptions& options) {
  if (outputs.empty()) return usage_error("nothing to write");
  for (const std::string& path : outputs) {
    TRY_ASSIGN(const Target* target, target_of_path(path));
    TRY(check_target(*target, options));
    std::error_code ignored;
    if (std::filesystem::equivalent(path, model, ignored)) return usage_error("{} would overwrite its source", path);
    if (!options.overwrite && std::filesystem::exists(path, ignored))
      return std::unexpected(Error{ErrorKind::usage, path,
                                   fmt::format("the {} exists already", target->is_folder() ? "folder" : "file"),
                                   "pass --force to overwrite it"});
  }
  Step step{options.progress};
  TRY(step("read", 0));
  LoadOptions load = options.load;
  load.float_ports |= embeds(options);
  TRY_ASSIGN(LoadedModel loaded, load_model(model, load));
  ConvertOptions suited = options;
  suited.opset = std::max(options.opset, least_opset(loaded, options));
  return in_context(convert_loaded(std::move(loaded), outputs, suited, step), model);
}

}  // namespace ponte

#include "ponte/convert.h"

#include <algorithm>
#include <filesystem>

#include "api/check.h"
#include "api/load.h"
#include "base/mapped_file.h"
#include "formats/onnx/writer.h"
#include "graph/text.h"
#include "passes/pipeline.h"
#include "yolo/card.h"

namespace ponte {

namespace {

struct Step {
  const ProgressCallback& callback;
  Result<> operator()(std::string_view name, double fraction) const {
    if (callback && !callback({name, fraction})) return usage_error("cancelled");
    return {};
  }
};

Result<std::string> format_of_path(const std::string& path) {
  for (const FormatInfo& format : formats())
    if (format.writes && path.ends_with(format.ending)) return format.name;
  std::string endings;
  for (const FormatInfo& format : formats())
    if (format.writes) endings += (endings.empty() ? "" : ", ") + format.ending;
  std::unexpected<Error> error = usage_error("the name does not say a format that can be written");
  error.error().where = path;
  return with_hint(std::move(error), fmt::format("names that do: *{}", endings));
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

/// Writes one file; it gets its name only when it has passed the check.
Result<WrittenFile> write_onnx_file(const LoadedModel& model, const std::string& path, const ConvertOptions& options,
                                    const ReferenceModel* reference, const Step& step) {
  TRY(step("write", 0.4));
  TRY_ASSIGN(AtomicFile file, AtomicFile::create(path, options.overwrite ? Overwrite::allow : Overwrite::refuse));
  OnnxWriteOptions write{.opset = options.opset, .producer_version = PONTE_VERSION};
  TRY(write_onnx(model.graph, card_to_metadata(model.card), write, file));
  WrittenFile written{.path = path, .format = "onnx", .bytes = file.size()};
  if (reference) {
    TRY(step("check", 0.5));
    TRY_ASSIGN(SharedBytes content, map_file(file.temporary_path()));
    TRY_ASSIGN(written.differences, measure_differences(*reference, content.bytes, model.card, options.threads));
    written.checked_with = reference->description;
    TRY(check_differences(written));
  }
  TRY(file.commit());
  return written;
}

/// The source as a model that an engine can run: the file itself, or a plain transcript of its graph.
Result<ReferenceModel> reference_of(const LoadedModel& model, int opset) {
  if (model.format == SourceFormat::onnx && model.outputs_as_read)
    return ReferenceModel{.file = model.file, .transcript = {}, .description = "the source in ONNX Runtime", .optimize = true};
  Graph plain = model.graph;
  TRY(lower(plain, [opset](const OpInfo& op) { return onnx_can_write(op, opset); }));
  TRY_ASSIGN(std::vector<std::byte> transcript, onnx_bytes(plain, {}, {.opset = opset}));
  return ReferenceModel{.file = {}, .transcript = std::move(transcript),
                        .description = "the source, operator by operator, in ONNX Runtime",
                        .optimize = model.format == SourceFormat::onnx};
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
  TRY(step("rewrite", 0.2));
  PassOptions passes = pass_options(options.developer);
  TRY_ASSIGN(Report optimized, optimize(model.graph, passes));
  add_counts(report, optimized);
  int opset = options.opset;
  TRY_ASSIGN(Report lowered, lower(model.graph, [opset](const OpInfo& op) { return onnx_can_write(op, opset); }, passes));
  add_counts(report, lowered);
  report.nodes_written = model.graph.order().size();
  for (const std::string& path : outputs) {
    TRY_ASSIGN(WrittenFile written, write_onnx_file(model, path, options, reference ? &*reference : nullptr, step));
    report.written.push_back(std::move(written));
  }
  report.card = std::move(model.card);
  TRY(step("done", 1));
  return report;
}

}  // namespace

std::vector<FormatInfo> formats() {
  return {
      {"torch", ".pt", true, false, "Ultralytics 8 and YOLOv5-repository checkpoints"},
      {"onnx", ".onnx", true, true, "read: opsets 7 to 25; written: opset 17, others on request"},
  };
}

Result<ConvertReport> convert(const std::string& model, const std::vector<std::string>& outputs,
                              const ConvertOptions& options) {
  if (outputs.empty()) return usage_error("nothing to write");
  for (const std::string& path : outputs) {
    TRY(format_of_path(path));
    std::error_code ignored;
    if (std::filesystem::equivalent(path, model, ignored)) return usage_error("{} would overwrite its source", path);
    if (!options.overwrite && std::filesystem::exists(path, ignored))
      return std::unexpected(Error{ErrorKind::usage, path, "the file exists already", "pass --force to overwrite it"});
  }
  Step step{options.progress};
  TRY(step("read", 0));
  TRY_ASSIGN(LoadedModel loaded, load_model(model, options.load));
  return in_context(convert_loaded(std::move(loaded), outputs, options, step), model);
}

}  // namespace ponte

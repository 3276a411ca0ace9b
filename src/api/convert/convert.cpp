#include "ponte/convert.h"

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <set>

#include "api/convert/integers.h"
#include "api/convert/write_target.h"
#include "base/parallel.h"
#include "formats/onnx/writer.h"
#include "io/embedding.h"
#include "io/source.h"
#include "measure/saturation.h"
#include "passes/pipeline.h"

namespace ponte::api {

namespace {

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
  if (options.target != Processors::x64 && !target.integers)
    return usage_error("--target is for ONNX: {} files mean the same on every processor", target.name);
  if (options.precision != Precision::fp32 && !target.has_precisions)
    return usage_error("--precision is for TFLite: {} files are written in fp32", target.name);
  if (options.embed.pre && !target.takes_pictures)
    return usage_error("--embed pre is for ONNX: {} files take the network's own input", target.name);
  if (options.embed.pre && options.io_layout != IoLayout::native)
    return usage_error("--embed pre takes pictures with their colours last; --io-layout does not go with it");
  if (options.embed.post && options.load.outputs.value_or(Outputs::joint) != Outputs::joint)
    return usage_error("--embed post makes the outputs; --outputs does not go with it");
  if (options.embed.thresholds_required && !(options.embed.post && target.takes_pictures))
    return usage_error("--thresholds goes with --embed post of ONNX files");
  if (options.embed.bgr && !options.embed.pre) return usage_error("--colour goes with --embed pre");
  return {};
}

/// What is wrong with the names of the files, before anything is read.
Result<> check_outputs(const std::string& model, const std::vector<std::string>& outputs,
                       const ConvertOptions& options) {
  std::set<std::filesystem::path> names;
  std::error_code ignored;
  for (const std::string& path : outputs) {
    TRY_ASSIGN(const Target* target, target_of_path(path));
    TRY(check_target(*target, options));
    std::filesystem::path without_slash = (std::filesystem::path(path) / "").parent_path();
    if (!names.insert(std::filesystem::weakly_canonical(without_slash, ignored)).second)
      return usage_error("{} is listed twice", path);
    if (std::filesystem::equivalent(path, model, ignored)) return usage_error("{} would overwrite its source", path);
    if (!options.overwrite && std::filesystem::exists(path, ignored))
      return std::unexpected(Error{ErrorKind::usage, path,
                                   target->is_folder() ? "the folder exists already" : "the file exists already",
                                   "pass --force to overwrite it"});
  }
  return {};
}

void add_counts(ConvertReport& report, const Report& passes) {
  for (const auto& [rule, count] : passes.applied) report.rules_applied[rule] += count;
}

/// All targets, several at a time.
std::vector<Result<Finished>> write_targets(LoadedModel model, const std::vector<std::string>& outputs,
                                            ConvertOptions options, const SharedReference* reference, Steps& step) {
  int threads = thread_count(options.threads);
  // Graphs that are printed come one after the other.
  int workers = options.developer.dump ? 1 : std::min(threads, static_cast<int>(outputs.size()));
  options.threads = std::max(1, threads / workers);
  std::vector<Result<Finished>> finished(outputs.size());
  std::mutex mutex;
  size_t next = 0;
  auto take_next = [&]() -> std::optional<std::pair<size_t, LoadedModel>> {
    std::scoped_lock lock(mutex);
    if (next == outputs.size()) return std::nullopt;
    // The last one may have the weights for itself.
    bool last = next + 1 == outputs.size();
    return std::pair{next++, last ? std::move(model) : model};
  };
  auto write_one = [&](LoadedModel own, const std::string& path) -> Result<Finished> {
    TRY_ASSIGN(const Target* target, target_of_path(path));
    return write_target(*target, std::move(own), path, options, reference, step);
  };
  parallel_for(static_cast<size_t>(workers), 1, workers, [&](size_t, size_t) {
    while (auto work = take_next()) finished[work->first] = write_one(std::move(work->second), outputs[work->first]);
  });
  return finished;
}

/// A source in integers may itself mean other things on other processors.
Result<> add_saturation_warning(const LoadedModel& source, const SharedReference& reference,
                                const ConvertOptions& options, ConvertReport& report) {
  const Result<ReferenceRun>& exact = reference.run.get();
  if (!exact) return std::unexpected(exact.error());
  TRY_ASSIGN(std::string text, describe_saturation(source, *exact, options));
  if (!text.empty()) report.warnings.push_back(std::move(text));
  return {};
}

Result<ConvertReport> convert_loaded(LoadedModel model, const std::vector<std::string>& outputs,
                                     const ConvertOptions& options, Steps& step) {
  ConvertReport report;
  report.parameters = model.parameters;
  report.warnings = graph_warnings(model);
  report.nodes_read = model.graph.order().size();
  report.card = model.card;
  SharedReference reference;
  if (options.check && !embeds(options)) {
    TRY_ASSIGN(reference, start_reference(model, options));
  }
  std::optional<LoadedModel> source;
  if (reference.run.valid() && model.source->runs_in_onnxruntime && has_integer_arithmetic(model.graph)) source = model;
  std::vector<Result<Finished>> all =
      write_targets(std::move(model), outputs, options, options.check ? &reference : nullptr, step);
  for (Result<Finished>& finished : all)
    if (!finished) return std::unexpected(std::move(finished).error());
  if (source) TRY(add_saturation_warning(*source, reference, options, report));
  // They get their names when all are good.
  for (Result<Finished>& finished : all) {
    TRY(finished->commit());
    add_counts(report, finished->passes);
    report.nodes_written = finished->nodes;
    std::ranges::move(finished->warnings, std::back_inserter(report.warnings));
    report.written.push_back(std::move(finished->written));
  }
  TRY(step("done"));
  return report;
}

}  // namespace

}  // namespace ponte::api

namespace ponte {

using namespace api;

std::vector<FormatInfo> formats() {
  std::vector<FormatInfo> all;
  for (const Source* source : all_sources())
    if (!source->note.empty())
      all.push_back({std::string(source->name), std::string(source->ending), true, false, std::string(source->note)});
  for (const Target* target : all_targets()) {
    bool reads = std::ranges::find(all_sources(), target->name, &Source::name) != all_sources().end();
    all.push_back({std::string(target->name), std::string(target->ending), reads, true, std::string(target->note)});
  }
  return all;
}

Result<ConvertReport> convert(const std::string& model, const std::vector<std::string>& outputs,
                              const ConvertOptions& options) {
  if (outputs.empty()) return usage_error("nothing to write");
  TRY(check_outputs(model, outputs, options));
  Steps step(options.progress, outputs.size());
  TRY(step("read"));
  LoadOptions load = options.load;
  load.float_ports |= embeds(options);
  TRY_ASSIGN(LoadedModel loaded, load_model(model, load));
  ConvertOptions suited = options;
  suited.opset = std::max(options.opset, least_opset(loaded, options));
  return in_context(convert_loaded(std::move(loaded), outputs, suited, step), model);
}

}  // namespace ponte

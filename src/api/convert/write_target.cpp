#include "api/convert/write_target.h"

#include <algorithm>
#include <filesystem>

#include "api/convert/integers.h"
#include "base/mapped_file.h"
#include "base/parallel.h"
#include "detector/litert_file.h"
#include "engines/onnxruntime/session.h"
#include "formats/onnx/reader.h"
#include "graph/text/text.h"
#include "io/embedding.h"
#include "io/source.h"
#include "measure/saturation.h"
#include "measure/sensitivity.h"
#include "passes/layout/relayout.h"

namespace ponte::api {

Result<> Steps::operator()(std::string_view name) {
  std::scoped_lock lock(mutex_);
  double fraction = std::min(1.0, static_cast<double>(done_++) / static_cast<double>(steps_));
  if (callback_ && !callback_({name, fraction})) return usage_error("cancelled");
  return {};
}

namespace {

PassOptions pass_options(const DeveloperOptions& developer) {
  PassOptions options{.disabled_rules = developer.disabled_rules,
                      .stop_after = developer.stop_after,
                      .dump_after = developer.dump_after,
                      .dump = nullptr};
  if (developer.dump)
    options.dump = [&developer](std::string_view name, const Graph& graph) { developer.dump(name, print(graph)); };
  return options;
}

/// A TFLite file as its users run it; null where LiteRT is not there or does not take it, and for files whose operators
/// quantize what they take while the model runs: `graph` does not.
SessionPtr open_in_litert(const LoadedModel& model, int threads) {
  if (!model.source->runs_in_litert || model.info.dynamic_operators > 0) return nullptr;
  auto opened = open_native(model, NativeOutputs::as_they_are, threads);
  return opened ? std::move(*opened) : nullptr;
}

/// The source as a model that an engine can run: the file itself, or its graph without any pass.
Result<ReferenceModel> reference_of(const LoadedModel& model, const ConvertOptions& options) {
  bool sizes_chosen = options.load.height > 0 || options.load.batch.value_or(1) > 1;
  bool is_file = model.outputs_as_read && !sizes_chosen;
  if (has_integer_arithmetic(model.graph)) return exact_reference(model, is_file, options.opset);
  if (SessionPtr session = is_file ? open_in_litert(model, options.threads) : nullptr) {
    ReferenceModel reference{.description = "the source in " + session->engine()};
    reference.session = std::move(session);
    return reference;
  }
  if (model.source->runs_in_onnxruntime && is_file)
    return ReferenceModel{.file = model.file, .description = "the source in ONNX Runtime", .optimize = true};
  TRY_ASSIGN(std::vector<std::byte> plain, to_plain_onnx(model.graph, options.opset));
  return ReferenceModel{.plain = std::move(plain),
                        .description = "the source, operator by operator, in ONNX Runtime",
                        .optimize = model.source->runs_in_onnxruntime};
}

}  // namespace

Result<SharedReference> start_reference(const LoadedModel& model, const ConvertOptions& options) {
  int threads = options.threads;
  TRY_ASSIGN(ReferenceModel made, reference_of(model, options));
  SharedReference reference{.run = {}, .description = made.description};
  auto policy = thread_count(threads) > 1 ? std::launch::async : std::launch::deferred;
  auto run = [made = std::move(made), threads]() mutable {
    Result<ReferenceRun> outputs = run_reference(made, threads);
    made = {};  // its weights are not needed while others wait for the outputs
    return outputs;
  };
  reference.run = std::async(policy, std::move(run)).share();
  return reference;
}

namespace {

/// What was written, ready to be run, and in what.
struct Opened {
  SessionPtr session;
  std::string engine;  // for people: "LiteRT 2.3.0"
};

Result<Opened> open_in_onnxruntime(Bytes model, int threads) {
  TRY_ASSIGN(SessionPtr session, onnxruntime::open_session(model, {.threads = threads, .optional_inputs = true}));
  std::string engine = session->engine();
  return Opened{std::move(session), std::move(engine)};
}

Result<Opened> open_written(const SharedBytes& content, const Target& target, int threads,
                            std::vector<std::string>& warnings) {
  if (target.open) {
    Result<> engine = target.has_engine();
    if (engine) {
      TRY_ASSIGN(SessionPtr session, target.open(content, threads));
      std::string name = session->engine();
      return Opened{std::move(session), std::move(name)};
    }
    warnings.push_back(
        fmt::format("{}; the {} file is checked by reading it back", engine.error().message(), target.name));
  }
  TRY_ASSIGN(std::vector<std::byte> made, target.as_onnx(content));
  TRY_ASSIGN(Opened opened, open_in_onnxruntime(made.empty() ? content.bytes : Bytes(made), threads));
  if (!made.empty()) opened.engine = "read back, " + opened.engine;
  return opened;
}

MadeWith made_with(const ConvertOptions& options) {
  MadeWith made{.precision = options.precision};
  if (options.load.iou) made.overlap = *options.load.iou;
  return made;
}

/// Measures what was written in one session; the differences become the file's own.
Result<> measure_in(Finished& finished, const Session& session, const Card& card, const ReferenceRun& source,
                    const MadeWith& made) {
  WrittenFile& written = finished.written;
  TRY_ASSIGN(written.differences, measure_differences(source, session, card, made, finished.ports));
  auto is_zero = [](const OutputDifference& output) { return output.largest == 0; };
  if (std::ranges::all_of(written.differences, is_zero))
    finished.warnings.push_back(fmt::format(
        "{}: the source gives zeros only for the inputs that were tried: their parity says little", written.path));
  auto verdict = check_differences(written, made.precision);
  if (!verdict) {
    TRY_ASSIGN(auto own, measure_sensitivity(source, session, card, made, finished.ports));
    verdict = check_differences(written, made.precision, own);
  }
  if (!verdict) return std::unexpected(std::move(verdict).error());
  std::ranges::move(*verdict, std::back_inserter(finished.warnings));
  return {};
}

Result<> measure(Finished& finished, const Opened& opened, const Card& card, const SharedReference& reference,
                 const ConvertOptions& options) {
  const Result<ReferenceRun>& source = reference.run.get();
  if (!source) return std::unexpected(source.error());
  finished.written.checked_with = fmt::format("{} against {}", opened.engine, reference.description);
  return measure_in(finished, *opened.session, card, *source, made_with(options));
}

/// An ONNX file in integers has to be exact in exact arithmetic. Kernels of integers round sums otherwise, by a step
/// here and there, which a network carries on: for them only the whole tells.
Result<> measure_integers(Finished& finished, const Graph& graph, const Opened& opened, const Card& card,
                          const SharedReference& reference, const ConvertOptions& options) {
  const Result<ReferenceRun>& source = reference.run.get();
  if (!source) return std::unexpected(source.error());
  MadeWith made = made_with(options);
  TRY_ASSIGN(SessionPtr exact, open_exact(graph, options.opset, options.threads));
  TRY(measure_in(finished, *exact, card, *source, made));
  WrittenFile& written = finished.written;
  written.checked_with = fmt::format("exact arithmetic against {}", reference.description);
  TRY_ASSIGN(auto here, measure_differences(*source, *opened.session, card, made, finished.ports));
  bool saturates = options.target == Processors::x64_vnni;
  // Without VNNI what is written for it need not be near.
  auto near = check_differences({.path = written.path, .differences = here}, Precision::int8_dynamic);
  if (!near && !saturates)
    finished.warnings.push_back(fmt::format("{}: in {} {}; compare on pictures before you ship it", written.path,
                                            opened.engine, near.error().what));
  written.elsewhere.push_back({opened.engine, std::move(here)});
  if (!saturates) return {};
  TRY_ASSIGN(SessionPtr saturating, open_without_vnni(graph, options.opset, options.threads));
  if (!saturating) return {};
  TRY_ASSIGN(auto differences, measure_differences(*source, *saturating, card, made, finished.ports));
  written.elsewhere.push_back({std::string(kWithoutVnni), std::move(differences)});
  return {};
}

Result<> check_file(Finished& finished, const Target& target, const Card& card, const SharedReference& reference,
                    const ConvertOptions& options) {
  TRY_ASSIGN(SharedBytes content, map_file(finished.file->temporary_path()));
  TRY_ASSIGN(Opened opened, open_written(content, target, options.threads, finished.warnings));
  if (target.integers) {
    TRY_ASSIGN(OnnxModel read, read_onnx(content, ""));
    if (has_integer_arithmetic(read.graph))
      return measure_integers(finished, read.graph, opened, card, reference, options);
  }
  return measure(finished, opened, card, reference, options);
}

/// There is no reader of what was written: what it was made of is run instead, as it was after all passes.
Result<> check_graph(Finished& finished, const LoadedModel& model, const SharedReference& reference,
                     const ConvertOptions& options) {
  TRY_ASSIGN(RelayoutResult first, relayout(model.graph, Layout::nchw, PortLayout::as_is));
  TRY_ASSIGN(std::vector<std::byte> made, to_plain_onnx(std::move(first.graph), options.opset));
  TRY_ASSIGN(Opened opened, open_in_onnxruntime(made, options.threads));
  made = {};
  TRY(measure(finished, opened, model.card, reference, options));
  finished.written.checked_with += ", by the graph that was written; the folder itself was not run";
  return {};
}

uint64_t folder_size(const std::string& path) {
  uint64_t size = 0;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path, ignored))
    if (entry.is_regular_file(ignored)) size += entry.file_size(ignored);
  return size;
}

Result<> write_as_folder(const Target& target, LoadedModel model, const ConvertOptions& options,
                         const SharedReference* reference, Steps& step, Finished& finished) {
  Overwrite overwrite = options.overwrite ? Overwrite::allow : Overwrite::refuse;
  TRY_ASSIGN(AtomicFolder folder, AtomicFolder::create(finished.written.path, target.folder_mark, overwrite));
  finished.folder = std::make_unique<AtomicFolder>(std::move(folder));
  TRY(step("check"));
  if (reference) TRY(check_graph(finished, model, *reference, options));
  TRY(step("write"));
  TRY(target.write_folder(std::move(model), options, *finished.folder));
  finished.written.bytes = folder_size(finished.folder->temporary_path());
  return {};
}

Result<> write_as_file(const Target& target, LoadedModel model, const ConvertOptions& options,
                       const SharedReference* reference, Steps& step, Finished& finished) {
  TRY(step("write"));
  Overwrite overwrite = options.overwrite ? Overwrite::allow : Overwrite::refuse;
  TRY_ASSIGN(AtomicFile file, AtomicFile::create(finished.written.path, overwrite));
  finished.file = std::make_unique<AtomicFile>(std::move(file));
  Card card = model.card;
  TRY(target.write(std::move(model), options, *finished.file));
  finished.written.bytes = finished.file->size();
  TRY(step("check"));
  bool can_check = reference && (target.as_onnx || target.open);
  return can_check ? check_file(finished, target, card, *reference, options) : Result<>{};
}

}  // namespace

namespace {

/// Exporters decode in operators that other formats lack. Where the head is known its outputs can be made of others.
bool can_decode_anew(const LoadedModel& model) {
  return model.source->runs_in_onnxruntime && model.head && model.outputs_as_read;
}

bool has_open_size(const LoadedModel& model) {
  if (model.graph.inputs().empty()) return false;
  const Shape& shape = model.graph.value(model.graph.inputs()[0]).fact.shape;
  return shape.size() == 4 && !(shape[2].known() && shape[3].known());
}

Result<Finished> prepare_and_write(const Target& target, LoadedModel model, const std::string& path,
                                   const ConvertOptions& options, const SharedReference* reference, Steps& step) {
  Finished finished;
  finished.written = {.path = path, .format = std::string(target.name)};
  TRY(target.prepare(model, options, pass_options(options.developer), finished.passes));
  if (target.remark) finished.written.remark = target.remark(options);
  finished.ports = std::move(model.written);
  finished.nodes = model.graph.order().size();
  auto write = target.is_folder() ? write_as_folder : write_as_file;
  TRY(write(target, std::move(model), options, reference, step, finished));
  return finished;
}

}  // namespace

Result<Finished> write_target(const Target& target, LoadedModel model, const std::string& path, ConvertOptions options,
                              const SharedReference* reference, Steps& step) {
  TRY(step("rewrite"));
  SharedReference embedded;
  if (embeds(options)) {
    if (!target.takes_pictures) options.load.outputs = Outputs::detections;
    TRY(embed_for(target, model, options));
    if (reference) {
      // Each target has what it embeds in its own form.
      TRY_ASSIGN(embedded, start_reference(model, options));
      reference = &embedded;
    }
  }
  std::optional<LoadedModel> anew;
  if (can_decode_anew(model)) anew = model;
  bool open_size = has_open_size(model);
  auto finished = prepare_and_write(target, std::move(model), path, options, reference, step);
  auto is_refused = [&] { return !finished && finished.error().kind == ErrorKind::unsupported; };
  if (is_refused() && anew) {
    TRY(set_outputs(*anew, anew->card.layout == HeadLayout::split ? Outputs::split : Outputs::joint));
    finished = prepare_and_write(target, std::move(*anew), path, options, reference, step);
  }
  if (is_refused() && open_size && finished.error().hint.empty())
    finished.error().hint = "--imgsz N --batch 1 gives sizes to what the file leaves open";
  return finished;
}

}  // namespace ponte::api

#include "detector/open_model.h"

#include "detector/litert_file.h"
#include "io/source.h"
#include "io/target.h"
#include "passes/pipeline.h"

namespace ponte::detector {

namespace {

// What every runtime that ponte opens knows, and what weights of 4 bits and some pictures' resizing need.
constexpr int kUsualOpset = 17, kNewOpset = 21;

/// The graph stays whole: its ports are asked for afterwards.
Result<std::vector<std::byte>> runnable_bytes(Graph& graph) {
  TRY(optimize(graph));
  auto usual = to_plain_onnx(graph, kUsualOpset);
  if (usual || usual.error().kind != ErrorKind::unsupported) return usual;
  return to_plain_onnx(graph, kNewOpset);
}

Result<> check_task(const LoadedModel& model) {
  if (model.card.task != Task::unknown) return {};
  return with_hint(unsupported("neither structure nor metadata say what the outputs are"),
                   "ponte predict takes models exported by Ultralytics, YOLOv5 or ponte");
}

bool size_is_fixed(const LoadedModel& model) {
  const Shape& shape = model.graph.value(model.graph.inputs()[0]).fact.shape;
  return shape.size() == 4 && shape[2].known() && shape[3].known();
}

/// A tenth of the numbers is enough: files keep in floats what would lose too much or is small.
WeightForm weight_form(const LoadedModel& model) {
  if (model.source->holds_floats) return WeightForm::floats;
  size_t halves = static_cast<size_t>(model.info.half_float_parameters), integers = 0, all = 0;
  for (uint32_t i = 0; i < model.graph.value_count(); ++i) {
    const Value& value = model.graph.value(ValueId{i});
    if (!value.alive || !value.is_constant()) continue;
    auto count = static_cast<size_t>(value.constant->count());
    DType dtype = value.fact.dtype;
    all += count;
    if (dtype == DType::f16 || dtype == DType::bf16) halves += count;
    if (dtype_bits(dtype) <= 8 && dtype != DType::boolean) integers += count;
  }
  if (10 * integers > all) return WeightForm::integers;
  return 10 * halves > all ? WeightForm::half_floats : WeightForm::floats;
}

bool gives_objects(const LoadedModel& model) {
  auto is_classes = [&](ValueId output) { return model.graph.value(output).name == "classes"; };
  return std::ranges::any_of(model.graph.outputs(), is_classes);
}

Result<DetectionForm> prepare(LoadedModel& model) {
  if (!model.head && model.card.layout == HeadLayout::detections && gives_objects(model)) return DetectionForm::objects;
  bool final_rows = model.head && model.head->end_to_end && model.card.layout == HeadLayout::end_to_end;
  if (final_rows) return DetectionForm::end_to_end;
  if (!model.head && model.card.layout == HeadLayout::detections) return DetectionForm::end_to_end;
  if (!model.head && model.card.layout == HeadLayout::split) return DetectionForm::split;
  if (!model.head) return model.card.end_to_end ? DetectionForm::end_to_end : DetectionForm::joint;
  if (model.card.layout != HeadLayout::split) TRY(set_outputs(model, Outputs::split));
  return DetectionForm::split;
}

RunnableDetector with_session(const LoadedModel& model, DetectionForm form, SessionPtr session) {
  int64_t classes = model.head ? model.head->classes : static_cast<int64_t>(model.card.names.size());
  RunnableDetector detector{model.card, form, classes};
  detector.fixed_size = size_is_fixed(model);
  detector.warnings = graph_warnings(model);
  detector.session = std::move(session);
  return detector;
}

Result<RunnableDetector> open_made(LoadedModel model, DetectionForm form, EngineThreads threads) {
  if (model.source->runs_in_litert) TRY(tune_for_onnxruntime(model.graph));
  TRY_ASSIGN(std::vector<std::byte> bytes, runnable_bytes(model.graph));
  TRY_ASSIGN(SessionPtr session, onnxruntime::open_session(bytes, {.threads = threads}));
  return with_session(model, form, std::move(session));
}

struct NativePlan {
  DetectionForm form;
  NativeOutputs outputs;
};

/// How a file's own outputs are used; nothing: they are raw maps, or not a TFLite file's.
std::optional<NativePlan> native_plan(const LoadedModel& model) {
  if (!model.source->runs_in_litert) return std::nullopt;
  if (model.graph.value(model.graph.outputs()[0]).fact.shape.size() > 3) return std::nullopt;
  bool has_rows = model.card.layout == HeadLayout::end_to_end || model.card.layout == HeadLayout::detections;
  if (!model.head && !has_rows && model.card.layout != HeadLayout::split && !model.card.end_to_end)
    return NativePlan{DetectionForm::joint, NativeOutputs::pixels};
  if (has_rows || (!model.head && model.card.end_to_end))
    return NativePlan{DetectionForm::end_to_end, NativeOutputs::rows};
  bool as_it_is = model.card.layout == HeadLayout::split || (model.head && model.head->kind == HeadKind::classify);
  if (as_it_is) return NativePlan{DetectionForm::split, NativeOutputs::as_they_are};
  if (model.card.layout == HeadLayout::joint) return NativePlan{DetectionForm::split, NativeOutputs::split};
  return std::nullopt;
}

Result<RunnableDetector> open_in_litert(const LoadedModel& model, const NativePlan& plan, int threads) {
  TRY_ASSIGN(SessionPtr session, open_native(model, plan.outputs, threads));
  RunnableDetector detector = with_session(model, plan.form, std::move(session));
  detector.weights = weight_form(model);
  detector.warnings = model.warnings;
  return detector;
}

/// What a graph that was just read has in place of an input that may be left out.
std::optional<Tensor> default_of(const Graph& graph, const std::string& name) {
  for (uint32_t i = 0; i < graph.value_count(); ++i)
    if (const Value& value = graph.value(ValueId{i}); value.name == name) return value.constant;
  return std::nullopt;
}

/// An ONNX file as it is, so that it can be told thresholds.
Result<RunnableDetector> open_as_it_is(const LoadedModel& model, EngineThreads threads) {
  TRY_ASSIGN(ThresholdModel opened, open_with_thresholds(model.file.bytes, threads, [&](const Port& port) {
               std::optional<Tensor> own = default_of(model.graph, port.name);
               return own ? own : default_threshold(port, model.card.end_to_end);
             }));
  RunnableDetector detector = with_session(model, DetectionForm::objects, std::move(opened.session));
  detector.choices = std::move(opened.choices);
  return detector;
}

Result<RunnableDetector> open_loaded(LoadedModel model, EngineThreads threads) {
  TRY(check_task(model));
  if (std::optional<NativePlan> plan = native_plan(model)) {
    auto detector = open_in_litert(model, *plan, threads.count);
    if (detector) return detector;
    model.warnings.push_back(fmt::format("{}; ONNX Runtime runs it", detector.error().message()));
  }
  TRY_ASSIGN(DetectionForm form, prepare(model));
  WeightForm weights = weight_form(model);
  if (form == DetectionForm::objects && model.source->runs_in_onnxruntime) {
    auto detector = open_as_it_is(model, threads);
    if (detector) detector->weights = weights;
    if (detector) return detector;
  }
  TRY_ASSIGN(RunnableDetector detector, open_made(std::move(model), form, threads));
  detector.weights = weights;
  return detector;
}

}  // namespace

Result<RunnableDetector> open_raw_maps(const std::string& path, LoadOptions options, int threads) {
  options.outputs = Outputs::levels;
  options.float_ports = true;
  TRY_ASSIGN(LoadedModel model, load_model(path, options));
  return in_context(open_made(std::move(model), DetectionForm::split, threads), path);
}

Result<RunnableDetector> open_detector(const std::string& path, LoadOptions options, EngineThreads threads) {
  options.float_ports = true;
  TRY_ASSIGN(LoadedModel model, load_model(path, options));
  return in_context(open_loaded(std::move(model), threads), path);
}

}  // namespace ponte::detector

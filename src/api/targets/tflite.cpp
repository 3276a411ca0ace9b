#include "api/target.h"
#include "formats/tflite/writer.h"
#include "passes/relayout.h"
#include "yolo/card.h"

namespace ponte {

namespace {

Result<> prepare(LoadedModel& model, const ConvertOptions& options, const PassOptions& passes, Report& report) {
  if (model.head && !model.outputs_as_read)
    TRY(give_outputs(model, options.load.outputs.value_or(Outputs::joint), AnchorForm::constant));
  model.undecoded.reset();
  TRY_ASSIGN(report, optimize(model.graph, passes));
  PortLayout ports = options.io_layout == IoLayout::nchw ? PortLayout::as_is : PortLayout::change;
  TRY_ASSIGN(RelayoutResult last, relayout(model.graph, Layout::nhwc, ports));
  model.graph = std::move(last.graph);
  TRY_ASSIGN(Report lowered, lower(model.graph, tflite::can_write, passes));
  for (const auto& [rule, count] : lowered.applied) report.applied[rule] += count;
  return {};
}

tflite::WeightForm weight_form(Precision precision) {
  switch (precision) {
    case Precision::fp16: return tflite::WeightForm::f16;
    case Precision::int8_weights: return tflite::WeightForm::int8;
    case Precision::int8_dynamic: return tflite::WeightForm::int8_dynamic;
    case Precision::fp32: break;
  }
  return tflite::WeightForm::f32;
}

Result<> write(LoadedModel model, const ConvertOptions& options, AtomicFile& file) {
  model.file = {};
  return tflite::write_tflite(std::move(model.graph), {.weights = weight_form(options.precision), .metadata = card_to_metadata(model.card)},
                              file);
}

}  // namespace

constinit extern const Target target_tflite{.name = "tflite",
                                            .ending = ".tflite",
                                            .note = "written: float32, or weights in 16 or 8 bits; not checked against the source",
                                            .reads = false,
                                            .prepare = prepare,
                                            .write = write,
                                            .as_onnx = nullptr};

}  // namespace ponte

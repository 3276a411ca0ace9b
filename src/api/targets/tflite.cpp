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

Result<> write(LoadedModel model, const ConvertOptions&, AtomicFile& file) {
  model.file = {};
  return tflite::write_tflite(std::move(model.graph), {.metadata = card_to_metadata(model.card)}, file);
}

}  // namespace

constinit extern const Target target_tflite{.name = "tflite",
                                            .ending = ".tflite",
                                            .note = "written: float32, not checked against the source",
                                            .reads = false,
                                            .prepare = prepare,
                                            .write = write,
                                            .as_onnx = nullptr};

}  // namespace ponte

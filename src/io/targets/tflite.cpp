#include "engines/litert/library.h"
#include "engines/litert/session.h"
#include "formats/tflite/reader.h"
#include "formats/tflite/writer.h"
#include "io/target.h"
#include "passes/layout/relayout.h"
#include "yolo/card/card.h"

namespace ponte::io::targets_tflite {

namespace {

Result<> prepare(LoadedModel& model, const ConvertOptions& options, const PassOptions& passes, Report& report) {
  if (model.head && !model.outputs_as_read)
    TRY(set_outputs(model, options.load.outputs.value_or(Outputs::joint), AnchorForm::constant, DecodeForm::per_level));
  model.undecoded.reset();
  bool halves = options.precision == Precision::fp16;
  TRY_ASSIGN(report, halves ? optimize_for_halves(model.graph, passes) : optimize(model.graph, passes));
  TRY_ASSIGN(Report suited, tune_for_xnnpack(model.graph, passes));
  report.add(suited);
  TRY(finish_channels_last(model, options, passes, tflite::can_write, report));
  TRY_ASSIGN(Report cleaned, cleanup(model.graph, passes));
  report.add(cleaned);
  return {};
}

Result<> write(LoadedModel model, const ConvertOptions& options, AtomicFile& file) {
  model.file = {};
  return tflite::write_tflite(std::move(model.graph),
                              {.weights = options.precision, .metadata = card_to_metadata(model.card)}, file);
}

/// As runtimes compute it: what quantizes its inputs while it runs does so here too.
Result<std::vector<std::byte>> as_onnx(SharedBytes file) {
  TRY_ASSIGN(tflite::TfliteModel read,
             tflite::read_tflite(std::move(file), {.float_ports = true, .quantize_inputs = true}));
  TRY_ASSIGN(RelayoutResult first, relayout(read.graph, Layout::nchw, PortLayout::as_is));
  return to_plain_onnx(std::move(first.graph), 17);
}

Result<SessionPtr> open(SharedBytes file, int threads) {
  return litert::open_session(std::move(file), {.threads = threads});
}

Result<> has_engine() {
  TRY(litert::runtime());
  return {};
}

/// Measured in LiteRT 2.3 and ONNX Runtime 1.32, one thread (docs/formats/tflite.md).
std::string_view remark(const ConvertOptions& options) {
  if (options.precision != Precision::int8_dynamic) return {};
  return "int8-dynamic: about half the time of floats on processors with VNNI; without it no faster than floats";
}

}  // namespace

constinit extern const Target target_tflite{
    .name = "tflite",
    .ending = ".tflite",
    .note = "read: float and quantized; written: float32, or weights in 16 or 8 bits",
    .has_precisions = true,
    .prepare = prepare,
    .write = write,
    .as_onnx = as_onnx,
    .open = open,
    .has_engine = has_engine,
    .remark = remark};

}  // namespace ponte::io::targets_tflite

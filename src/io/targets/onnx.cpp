#include "formats/onnx/writer.h"
#include "graph/byte_products.h"
#include "io/source.h"
#include "io/target.h"
#include "passes/layout/relayout.h"
#include "yolo/card/card.h"

namespace ponte::io::targets_onnx {

namespace {

/// Pictures and maps with channels last at the ports, channels first inside.
Result<> put_channels_last(LoadedModel& model) {
  TRY_ASSIGN(RelayoutResult last, relayout(model.graph, Layout::nhwc, PortLayout::change));
  TRY_ASSIGN(RelayoutResult first, relayout(last.graph, Layout::nchw, PortLayout::as_is));
  model.graph = std::move(first.graph);
  model.written = std::move(last.ports);
  return {};
}

Result<> prepare(LoadedModel& model, const ConvertOptions& options, const PassOptions& passes, Report& report) {
  model.undecoded.reset();
  TRY_ASSIGN(report, optimize(model.graph, passes));
  // A model that is ONNX already stays what it is: in integers ONNX Runtime rounds otherwise than in floats.
  if (model.source->runs_in_litert) {
    TRY_ASSIGN(Report suited, tune_for_onnxruntime(model.graph, passes));
    report.add(suited);
  }
  model.card.target = options.target == Processors::x64 ? "" : "x64-vnni";
  if (options.target == Processors::x64) {
    TRY_ASSIGN(Report exact, avoid_saturation(model.graph, passes));
    report.add(exact);
  } else if (count_saturable_products(model.graph) == 0) {
    return usage_error("--target x64-vnni has no effect: no sums of integers here could leave 16 bits");
  }
  if (options.io_layout == IoLayout::nhwc) TRY(put_channels_last(model));
  int opset = options.opset;
  TRY_ASSIGN(Report lowered,
             lower(model.graph, [opset](const OpInfo& op) { return onnx_can_write(op, opset); }, passes));
  report.add(lowered);
  return {};
}

Result<> write(LoadedModel model, const ConvertOptions& options, AtomicFile& file) {
  OnnxWriteOptions write{.opset = options.opset, .producer_version = PONTE_VERSION, .defaults = model.defaults};
  return write_onnx(model.graph, card_to_metadata(model.card), write, file);
}

Result<std::vector<std::byte>> as_onnx(SharedBytes) { return std::vector<std::byte>{}; }

}  // namespace

constinit extern const Target target_onnx{.name = "onnx",
                                          .ending = ".onnx",
                                          .note = "read: opsets 7 to 25; written: opset 17, others on request",
                                          .integers = true,
                                          .takes_pictures = true,
                                          .prepare = prepare,
                                          .write = write,
                                          .as_onnx = as_onnx};

}  // namespace ponte::io::targets_onnx

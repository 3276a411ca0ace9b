#include "io/target.h"

#include "formats/onnx/writer.h"
#include "passes/layout/relayout.h"

namespace ponte::io {

Result<> open_batch(LoadedModel& model) {
  Graph open = model.graph;
  for (ValueId input : open.inputs()) {
    Fact fact = open.value(input).fact;
    if (!fact.shape.empty() && fact.shape[0] == Dim(1)) fact.shape[0] = Dim::named("batch");
    open.set_input_fact(input, std::move(fact));
  }
  // A graph with the number 1 in a reshape stays as it is, and so does one whose outputs do not begin with the batch.
  if (!open.infer_all()) return {};
  for (ValueId output : open.outputs()) {
    const Shape& shape = open.value(output).fact.shape;
    if (shape.empty() || shape[0] != Dim::named("batch")) return {};
  }
  model.graph = std::move(open);
  model.card.batch = 0;
  return {};
}

Result<> finish_channels_last(LoadedModel& model, const ConvertOptions& options, const PassOptions& passes,
                              const CanWrite& can_write, Report& report) {
  PortLayout ports = options.io_layout == IoLayout::nchw ? PortLayout::as_is : PortLayout::change;
  TRY_ASSIGN(RelayoutResult last, relayout(model.graph, Layout::nhwc, ports));
  model.graph = std::move(last.graph);
  model.written = std::move(last.ports);
  TRY_ASSIGN(Report lowered, lower(model.graph, can_write, passes));
  report.add(lowered);
  return {};
}

Result<std::vector<std::byte>> to_plain_onnx(Graph graph, int opset) {
  TRY(lower(graph, [opset](const OpInfo& op) { return onnx_can_write(op, opset); }));
  return onnx_bytes(graph, {}, {.opset = opset});
}

}  // namespace ponte::io

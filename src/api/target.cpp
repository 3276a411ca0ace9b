#include "api/target.h"

#include "passes/relayout.h"

namespace ponte {

Result<> finish_channels_last(LoadedModel& model, const ConvertOptions& options, const PassOptions& passes,
                              const CanWrite& can_write, Report& report) {
  PortLayout ports = options.io_layout == IoLayout::nchw ? PortLayout::as_is : PortLayout::change;
  TRY_ASSIGN(RelayoutResult last, relayout(model.graph, Layout::nhwc, ports));
  model.graph = std::move(last.graph);
  TRY_ASSIGN(Report lowered, lower(model.graph, can_write, passes));
  report.add(lowered);
  return {};
}

}  // namespace ponte

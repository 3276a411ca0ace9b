// torch.nn.AdaptiveAvgPool2d to one cell
#include "formats/torch/network.h"

namespace ponte::torch {

static constexpr std::string_view kNames[] = {"AdaptiveAvgPool2d"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  if (net.get(m.ints("output_size", 2)) != Dims{1, 1})
    net.fail({ErrorKind::unsupported, m.path(), "an adaptive pooling to more than one cell", ""});
  return net.b.unary("global_average_pool", x);
}

constinit extern const ModuleClass module_adaptive_avg_pool2d{.names = kNames, .build = build};

}  // namespace ponte::torch

// torch.nn.AdaptiveAvgPool2d and AdaptiveMaxPool2d to one cell
#include "formats/torch/network.h"

namespace ponte::torch::modules_adaptive_pool2d {

static constexpr std::string_view kNames[] = {"AdaptiveAvgPool2d", "AdaptiveMaxPool2d"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  if (net.get(m.ints("output_size", 2)) != Dims{1, 1})
    net.fail({ErrorKind::unsupported, m.path(), "an adaptive pooling to more than one cell", ""});
  return net.b.unary(m.class_name() == "AdaptiveMaxPool2d" ? "global_max_pool" : "global_average_pool", x);
}

constinit extern const ModuleClass module_adaptive_pool2d{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_adaptive_pool2d

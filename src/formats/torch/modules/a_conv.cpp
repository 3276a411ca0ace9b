// YOLOv9: cv1 of the 2x2 mean at every pixel
#include "formats/torch/network.h"

namespace ponte::torch::modules_a_conv {

static constexpr std::string_view kNames[] = {"AConv"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  ValueId mean = net.b.average_pool(x, {.kernel = {2, 2}});
  return net.call(m, "cv1", mean);
}

constinit extern const ModuleClass module_a_conv{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_a_conv

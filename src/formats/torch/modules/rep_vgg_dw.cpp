// act(conv(x) + conv1(x)): depthwise 7x7 and 3x3; fused: act(conv(x)).
#include "formats/torch/network.h"

namespace ponte::torch::modules_rep_vgg_dw {

static constexpr std::string_view kNames[] = {"RepVGGDW"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  ValueId y = net.call(m, "conv", x);
  if (m.has_module("conv1")) y = net.b.add(y, net.call(m, "conv1", x));
  return net.call(m, "act", y);
}

constinit extern const ModuleClass module_rep_vgg_dw{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_rep_vgg_dw

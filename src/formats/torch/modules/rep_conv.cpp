// act(conv1(x) + conv2(x) + bn(x)); fused: act(conv(x)).
#include "formats/torch/network.h"

namespace ponte::torch::modules_rep_conv {

static constexpr std::string_view kNames[] = {"RepConv"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  if (m.has_module("conv")) return net.call(m, "act", net.call(m, "conv", x));
  ValueId y = net.b.add(net.call(m, "conv1", x), net.call(m, "conv2", x));
  if (m.has_module("bn")) y = net.b.add(y, net.call(m, "bn", x), "add_identity");
  return net.call(m, "act", y);
}

constinit extern const ModuleClass module_rep_conv{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_rep_conv

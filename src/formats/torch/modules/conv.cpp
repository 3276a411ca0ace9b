// act(bn(conv(x))), or the same with a transposed convolution; a fused file has no bn.
#include "formats/torch/network.h"

namespace ponte::torch::modules_conv {

static constexpr std::string_view kNames[] = {"Conv", "DWConv", "ConvTranspose"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  x = net.call(m, m.class_name() == "ConvTranspose" ? "conv_transpose" : "conv", x);
  if (m.has_module("bn")) x = net.call(m, "bn", x);
  return m.has_module("act") ? net.call(m, "act", x) : x;
}

constinit extern const ModuleClass module_conv{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_conv

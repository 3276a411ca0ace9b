// act(bn(conv_transpose(x)))
#include "formats/torch/network.h"

namespace ponte::torch {

static constexpr std::string_view kNames[] = {"ConvTranspose"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  x = net.call(m, "conv_transpose", x);
  if (m.has_module("bn")) x = net.call(m, "bn", x);
  return m.has_module("act") ? net.call(m, "act", x) : x;
}

constinit extern const ModuleClass module_conv_transpose{.names = kNames, .build = build};

}  // namespace ponte::torch

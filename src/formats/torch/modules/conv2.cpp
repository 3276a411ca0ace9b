// act(bn(conv(x) + cv2(x))); fused: act(conv(x)).
#include "formats/torch/network.h"

namespace ponte::torch::modules_conv2 {

static constexpr std::string_view kNames[] = {"Conv2"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  ValueId y = net.call(m, "conv", x);
  if (m.has_module("cv2")) y = net.b.add(y, net.call(m, "cv2", x));
  if (m.has_module("bn")) y = net.call(m, "bn", y);
  return net.call(m, "act", y);
}

constinit extern const ModuleClass module_conv2{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_conv2

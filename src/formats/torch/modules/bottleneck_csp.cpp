// cv4(act(bn(cat(cv3(m(cv1(x))), cv2(x))))); cv2 and cv3 are bare convolutions.
#include "formats/torch/network.h"

namespace ponte::torch::modules_bottleneck_csp {

static constexpr std::string_view kNames[] = {"BottleneckCSP"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  ValueId deep = net.call(m, "cv3", net.call(m, "m", net.call(m, "cv1", x)));
  ValueId joined = net.b.concat({deep, net.call(m, "cv2", x)}, 1);
  return net.call(m, "cv4", net.call(m, "act", net.call(m, "bn", joined)));
}

constinit extern const ModuleClass module_bottleneck_csp{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_bottleneck_csp

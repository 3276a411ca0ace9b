// y = cv1(x); cat(y, cv2(y))
#include "formats/torch/network.h"

namespace ponte::torch::modules_ghost_conv {

static constexpr std::string_view kNames[] = {"GhostConv"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  ValueId y = net.call(m, "cv1", x);
  return net.b.concat({y, net.call(m, "cv2", y)}, 1);
}

constinit extern const ModuleClass module_ghost_conv{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_ghost_conv

// conv(x) + shortcut(x)
#include "formats/torch/network.h"

namespace ponte::torch::modules_ghost_bottleneck {

static constexpr std::string_view kNames[] = {"GhostBottleneck"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  return net.b.add(net.call(m, "conv", x), net.call(m, "shortcut", x));
}

constinit extern const ModuleClass module_ghost_bottleneck{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_ghost_bottleneck

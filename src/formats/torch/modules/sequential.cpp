// torch.nn.Sequential
#include "formats/torch/network.h"

namespace ponte::torch::modules_sequential {

static constexpr std::string_view kNames[] = {"Sequential"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  for (const Module& child : net.get(m.children())) x = net.call(m, child.name(), x);
  return x;
}

constinit extern const ModuleClass module_sequential{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_sequential

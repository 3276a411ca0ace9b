// torch.nn.Hardsigmoid: clip(x / 6 + 1/2, 0, 1)
#include "formats/torch/network.h"

namespace ponte::torch::modules_hardsigmoid {

static constexpr std::string_view kNames[] = {"Hardsigmoid"};

static ValueId build(Network& net, const Module&, ValueId x) {
  return net.b.add("hard_sigmoid", {x}, {{"alpha", 1.0 / 6}, {"beta", 0.5}});
}

constinit extern const ModuleClass module_hardsigmoid{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_hardsigmoid

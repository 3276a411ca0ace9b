// torch.nn.LeakyReLU
#include "formats/torch/network.h"

namespace ponte::torch::modules_leaky_relu {

static constexpr std::string_view kNames[] = {"LeakyReLU"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  return net.b.add("leaky_relu", {x}, {{"alpha", net.get(m.real("negative_slope"))}});
}

constinit extern const ModuleClass module_leaky_relu{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_leaky_relu

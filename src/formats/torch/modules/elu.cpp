// torch.nn.ELU
#include "formats/torch/network.h"

namespace ponte::torch::modules_elu {

static constexpr std::string_view kNames[] = {"ELU"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  return net.b.add("elu", {x}, {{"alpha", net.get(m.real_or("alpha", 1))}});
}

constinit extern const ModuleClass module_elu{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_elu

// torch.nn.SELU; the constants are those of torch
#include "formats/torch/network.h"

namespace ponte::torch::modules_selu {

static constexpr std::string_view kNames[] = {"SELU"};

static ValueId build(Network& net, const Module&, ValueId x) {
  return net.b.add("selu", {x},
                   {{"alpha", 1.6732632423543772848170429916717}, {"gamma", 1.0507009873554804934193349852946}});
}

constinit extern const ModuleClass module_selu{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_selu

// torch.nn.GELU: x Phi(x), or its tanh approximation
#include "formats/torch/network.h"

namespace ponte::torch::modules_gelu {

static constexpr std::string_view kNames[] = {"GELU"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  return net.b.add("gelu", {x}, {{"approximate", net.get(m.text_or("approximate", "none"))}});
}

constinit extern const ModuleClass module_gelu{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_gelu

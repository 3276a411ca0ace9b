// torch.nn.Mish: x tanh(softplus(x))
#include "formats/torch/network.h"

namespace ponte::torch::modules_mish {

static constexpr std::string_view kNames[] = {"Mish"};

static ValueId build(Network& net, const Module&, ValueId x) { return net.b.unary("mish", x); }

constinit extern const ModuleClass module_mish{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_mish

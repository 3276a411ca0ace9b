// torch.nn.SiLU: x sigmoid(x)
#include "formats/torch/network.h"

namespace ponte::torch::modules_silu {

static constexpr std::string_view kNames[] = {"SiLU"};

static ValueId build(Network& net, const Module&, ValueId x) { return net.b.unary("silu", x); }

constinit extern const ModuleClass module_silu{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_silu

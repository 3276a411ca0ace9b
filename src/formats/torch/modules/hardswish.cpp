// torch.nn.Hardswish: x clip(x + 3, 0, 6) / 6
#include "formats/torch/network.h"

namespace ponte::torch::modules_hardswish {

static constexpr std::string_view kNames[] = {"Hardswish"};

static ValueId build(Network& net, const Module&, ValueId x) { return net.b.unary("hard_swish", x); }

constinit extern const ModuleClass module_hardswish{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_hardswish

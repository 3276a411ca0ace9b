// torch.nn.Tanh
#include "formats/torch/network.h"

namespace ponte::torch::modules_tanh {

static constexpr std::string_view kNames[] = {"Tanh"};

static ValueId build(Network& net, const Module&, ValueId x) { return net.b.unary("tanh", x); }

constinit extern const ModuleClass module_tanh{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_tanh

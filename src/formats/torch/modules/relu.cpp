// torch.nn.ReLU
#include "formats/torch/network.h"

namespace ponte::torch::modules_relu {

static constexpr std::string_view kNames[] = {"ReLU"};

static ValueId build(Network& net, const Module&, ValueId x) { return net.b.unary("relu", x); }

constinit extern const ModuleClass module_relu{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_relu

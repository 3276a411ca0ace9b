// torch.nn.Sigmoid
#include "formats/torch/network.h"

namespace ponte::torch::modules_sigmoid {

static constexpr std::string_view kNames[] = {"Sigmoid"};

static ValueId build(Network& net, const Module&, ValueId x) { return net.b.unary("sigmoid", x); }

constinit extern const ModuleClass module_sigmoid{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_sigmoid

// A stage of ResNet: what `layer`, a Sequential, makes of x.
#include "formats/torch/network.h"

namespace ponte::torch::modules_res_net_layer {

static constexpr std::string_view kNames[] = {"ResNetLayer"};

static ValueId build(Network& net, const Module& m, ValueId x) { return net.call(m, "layer", x); }

constinit extern const ModuleClass module_res_net_layer{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_res_net_layer

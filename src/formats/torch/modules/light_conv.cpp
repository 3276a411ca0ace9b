// conv2(conv1(x)): pointwise without activation, then depthwise.
#include "formats/torch/network.h"

namespace ponte::torch::modules_light_conv {

static constexpr std::string_view kNames[] = {"LightConv"};

static ValueId build(Network& net, const Module& m, ValueId x) { return net.call(m, "conv2", net.call(m, "conv1", x)); }

constinit extern const ModuleClass module_light_conv{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_light_conv

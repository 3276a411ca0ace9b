// x sigmoid(fc(mean over the map))
#include "formats/torch/network.h"

namespace ponte::torch::modules_channel_attention {

static constexpr std::string_view kNames[] = {"ChannelAttention"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  ValueId mean = net.call(m, "pool", x);
  return net.b.mul(x, net.call(m, "act", net.call(m, "fc", mean)));
}

constinit extern const ModuleClass module_channel_attention{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_channel_attention

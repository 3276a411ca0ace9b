// Channel attention, then spatial attention.
#include "formats/torch/network.h"

namespace ponte::torch::modules_cbam {

static constexpr std::string_view kNames[] = {"CBAM"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  return net.call(m, "spatial_attention", net.call(m, "channel_attention", x));
}

constinit extern const ModuleClass module_cbam{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_cbam

// x sigmoid(cv1(cat(mean, max over channels)))
#include "formats/torch/network.h"

namespace ponte::torch::modules_spatial_attention {

static constexpr std::string_view kNames[] = {"SpatialAttention"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  Attrs over_channels{{"axes", Dims{1}}, {"keep_dims", true}};
  ValueId mean = net.b.add("reduce_mean", {x}, over_channels, "mean");
  ValueId largest = net.b.add("reduce_max", {x}, over_channels, "largest");
  return net.b.mul(x, net.call(m, "act", net.call(m, "cv1", net.b.concat({mean, largest}, 1))));
}

constinit extern const ModuleClass module_spatial_attention{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_spatial_attention

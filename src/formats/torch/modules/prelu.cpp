// torch.nn.PReLU: one slope, or one per channel
#include "formats/torch/network.h"

namespace ponte::torch::modules_prelu {

static constexpr std::string_view kNames[] = {"PReLU"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  auto slopes = net.tensor(m, "weight");
  if (!slopes) return {};
  // One slope per channel lies along axis 1 of NCHW.
  auto shaped = slopes->reshape({slopes->count(), 1, 1});
  return net.b.add("prelu", {x, net.b.constant(net.get(std::move(shaped)), "weight")});
}

constinit extern const ModuleClass module_prelu{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_prelu

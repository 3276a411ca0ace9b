// torch.nn.Softplus with its default threshold, where it equals log(1 + exp(x)) within rounding
#include "formats/torch/network.h"

namespace ponte::torch::modules_softplus {

static constexpr std::string_view kNames[] = {"Softplus"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  if (net.get(m.real_or("beta", 1)) != 1)
    net.fail({ErrorKind::unsupported, m.path(), "Softplus is carried for beta 1 only", ""});
  return net.b.unary("softplus", x);
}

constinit extern const ModuleClass module_softplus{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_softplus

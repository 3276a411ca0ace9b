// torch.nn.Flatten of everything but the batch
#include "formats/torch/network.h"

namespace ponte::torch::modules_flatten {

static constexpr std::string_view kNames[] = {"Flatten"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  if (net.get(m.integer_or("start_dim", 1)) != 1 || net.get(m.integer_or("end_dim", -1)) != -1)
    net.fail({ErrorKind::unsupported, m.path(), "Flatten is carried for start_dim 1 and end_dim -1 only", ""});
  return net.b.add("flatten", {x}, {{"axis", int64_t{1}}});
}

constinit extern const ModuleClass module_flatten{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_flatten

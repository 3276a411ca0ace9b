// torch.nn.Linear: x W^T + b
#include "formats/torch/network.h"

namespace ponte::torch::modules_linear {

static constexpr std::string_view kNames[] = {"Linear"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  std::vector<ValueId> inputs{x, net.weight(m, "weight")};
  if (net.has_weight(m, "bias")) inputs.push_back(net.weight(m, "bias"));
  return net.b.add("gemm", std::move(inputs), {{"transpose_b", true}});
}

constinit extern const ModuleClass module_linear{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_linear

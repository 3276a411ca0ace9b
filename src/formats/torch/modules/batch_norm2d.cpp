// torch.nn.BatchNorm2d in inference
#include "formats/torch/network.h"

namespace ponte::torch::modules_batch_norm2d {

static constexpr std::string_view kNames[] = {"BatchNorm2d", "SyncBatchNorm"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  if (!net.has_weight(m, "running_mean") || !net.has_weight(m, "weight"))
    net.fail({ErrorKind::unsupported, m.path(), "a BatchNorm2d without running statistics or without weights", ""});
  return net.b.add(
      "batch_norm",
      {x, net.weight(m, "weight"), net.weight(m, "bias"), net.weight(m, "running_mean"), net.weight(m, "running_var")},
      {{"epsilon", net.get(m.real("eps"))}, {"momentum", net.get(m.real_or("momentum", 0.1))}});
}

constinit extern const ModuleClass module_batch_norm2d{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_batch_norm2d

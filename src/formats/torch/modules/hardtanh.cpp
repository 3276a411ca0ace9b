// torch.nn.Hardtanh and ReLU6: both hold min_val and max_val
#include "formats/torch/network.h"

namespace ponte::torch::modules_hardtanh {

static constexpr std::string_view kNames[] = {"Hardtanh", "ReLU6"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  ValueId low = net.b.scalar(static_cast<float>(net.get(m.real("min_val"))), "min");
  ValueId high = net.b.scalar(static_cast<float>(net.get(m.real("max_val"))), "max");
  return net.b.add("clip", {x, low, high});
}

constinit extern const ModuleClass module_hardtanh{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_hardtanh

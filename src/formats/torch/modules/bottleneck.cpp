// cv2(cv1(x)) + (x if add)
#include "formats/torch/network.h"

namespace ponte::torch::modules_bottleneck {

static constexpr std::string_view kNames[] = {"Bottleneck", "RepBottleneck", "CrossConv"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  ValueId y = net.call(m, "cv2", net.call(m, "cv1", x));
  return net.get(m.flag_or("add", false)) ? net.b.add(x, y) : y;
}

constinit extern const ModuleClass module_bottleneck{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_bottleneck

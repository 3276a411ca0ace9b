// y = cv1(x); m(y) + y
#include "formats/torch/network.h"

namespace ponte::torch::modules_c1 {

static constexpr std::string_view kNames[] = {"C1"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  ValueId y = net.call(m, "cv1", x);
  return net.b.add(net.call(m, "m", y), y);
}

constinit extern const ModuleClass module_c1{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_c1

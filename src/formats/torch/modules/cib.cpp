// cv1(x) + (x if add)
#include "formats/torch/network.h"

namespace ponte::torch::modules_cib {

static constexpr std::string_view kNames[] = {"CIB"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  ValueId y = net.call(m, "cv1", x);
  return net.get(m.flag_or("add", false)) ? net.b.add(x, y) : y;
}

constinit extern const ModuleClass module_cib{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_cib

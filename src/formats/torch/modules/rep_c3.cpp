// cv3(m(cv1(x)) + cv2(x))
#include "formats/torch/network.h"

namespace ponte::torch::modules_rep_c3 {

static constexpr std::string_view kNames[] = {"RepC3"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  ValueId sum = net.b.add(net.call(m, "m", net.call(m, "cv1", x)), net.call(m, "cv2", x));
  return net.call(m, "cv3", sum);
}

constinit extern const ModuleClass module_rep_c3{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_rep_c3

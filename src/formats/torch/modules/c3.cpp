// cv3(cat(m(cv1(x)), cv2(x))); the classes differ in what m is made of.
#include "formats/torch/network.h"

namespace ponte::torch::modules_c3 {

static constexpr std::string_view kNames[] = {"C3", "C3k", "C3Ghost", "C3x", "C3SPP", "RepCSP"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  ValueId deep = net.call(m, "m", net.call(m, "cv1", x));
  return net.call(m, "cv3", net.b.concat({deep, net.call(m, "cv2", x)}, 1));
}

constinit extern const ModuleClass module_c3{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_c3

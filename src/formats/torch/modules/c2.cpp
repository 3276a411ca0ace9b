// a, b = halves of cv1(x). C2: cv2(cat(m(a), b)). C2PSA: cv2(cat(a, m(b))).
#include "formats/torch/network.h"

namespace ponte::torch::modules_c2 {

static constexpr std::string_view kNames[] = {"C2", "C2PSA"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  Values halves = net.b.chunk(net.call(m, "cv1", x), 2, 1);
  if (m.class_name() == "C2PSA")
    halves[1] = net.call(m, "m", halves[1]);
  else
    halves[0] = net.call(m, "m", halves[0]);
  return net.call(m, "cv2", net.b.concat(halves, 1));
}

constinit extern const ModuleClass module_c2{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_c2

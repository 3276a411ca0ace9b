// YOLO12: y = [cv1(x)], each block of m adds what it makes of the last; o = cv2(cat(y)); with gamma: x + gamma o.
#include "formats/torch/network.h"

namespace ponte::torch::modules_a2c2f {

static constexpr std::string_view kNames[] = {"A2C2f"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  Values y{net.call(m, "cv1", x)};
  for (const Module& block : net.parts(m, "m")) y.push_back(net.call(block, y.back()));
  ValueId out = net.call(m, "cv2", net.b.concat(y, 1));
  if (!net.has_weight(m, "gamma")) return out;
  auto gamma = net.tensor(m, "gamma");
  if (!gamma) return {};
  ValueId factor = net.b.constant(net.get(gamma->reshape({1, gamma->count(), 1, 1})), "gamma");
  return net.b.add(x, net.b.mul(factor, out));
}

constinit extern const ModuleClass module_a2c2f{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_a2c2f

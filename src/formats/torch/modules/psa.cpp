// YOLOv10: a, b = halves of cv1(x); b + attn(b), then b + ffn(b); cv2(cat(a, b))
#include "formats/torch/network.h"

namespace ponte::torch::modules_psa {

static constexpr std::string_view kNames[] = {"PSA"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  Values halves = net.b.chunk(net.call(m, "cv1", x), 2, 1);
  for (std::string_view step : {"attn", "ffn"})
    halves[1] = net.b.add(halves[1], net.call(m, step, halves[1]), fmt::format("add_{}", step));
  return net.call(m, "cv2", net.b.concat(halves, 1));
}

constinit extern const ModuleClass module_psa{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_psa

// y = cv1(x); cv2(cat(y, every pool of y))
#include "formats/torch/network.h"

namespace ponte::torch::modules_spp {

static constexpr std::string_view kNames[] = {"SPP"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  Values y{net.call(m, "cv1", x)};
  for (const Module& pool : net.parts(m, "m")) y.push_back(net.call(pool, y[0]));
  return net.call(m, "cv2", net.b.concat(y, 1));
}

constinit extern const ModuleClass module_spp{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_spp

// y = [cv2(x), cv1(x)]; each block of m adds what it makes of the last; cv3(cat(y)).
#include "formats/torch/network.h"

namespace ponte::torch::modules_c3f {

static constexpr std::string_view kNames[] = {"C3f"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  Values y{net.call(m, "cv2", x), net.call(m, "cv1", x)};
  for (const Module& block : net.parts(m, "m")) y.push_back(net.call(block, y.back()));
  return net.call(m, "cv3", net.b.concat(y, 1));
}

constinit extern const ModuleClass module_c3f{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_c3f

// y = halves of cv1(x); each block of m adds what it makes of the last; cv2(cat(y)).
#include "formats/torch/network.h"

namespace ponte::torch::modules_c2f {

static constexpr std::string_view kNames[] = {"C2f", "C3k2", "C2fCIB", "C2fPSA"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  Values y = net.b.chunk(net.call(m, "cv1", x), 2, 1);
  for (const Module& block : net.parts(m, "m")) y.push_back(net.call(block, y.back()));
  return net.call(m, "cv2", net.b.concat(y, 1));
}

constinit extern const ModuleClass module_c2f{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_c2f

// The stem of HGNet: two branches of stem1(x) padded at the right and bottom, then stem4(stem3(cat)).
#include "formats/torch/network.h"

namespace ponte::torch::modules_hg_stem {

static constexpr std::string_view kNames[] = {"HGStem"};

/// One row of zeros below and one column at the right.
static ValueId pad(Network& net, ValueId x, std::string_view name) {
  auto scope = net.b.scope(name);
  return net.b.add("pad", {x, net.b.ints({0, 0, 0, 0, 0, 0, 1, 1}, "pads")});
}

static ValueId build(Network& net, const Module& m, ValueId x) {
  ValueId y = pad(net, net.call(m, "stem1", x), "pad");
  ValueId deep = net.call(m, "stem2b", pad(net, net.call(m, "stem2a", y), "pad2"));
  ValueId joined = net.b.concat({net.call(m, "pool", y), deep}, 1);
  return net.call(m, "stem4", net.call(m, "stem3", joined));
}

constinit extern const ModuleClass module_hg_stem{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_hg_stem

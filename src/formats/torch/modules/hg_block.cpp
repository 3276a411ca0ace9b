// HGNet: y = [x], each block of m adds what it makes of the last; ec(sc(cat(y))) + (x if add)
#include "formats/torch/network.h"

namespace ponte::torch::modules_hg_block {

static constexpr std::string_view kNames[] = {"HGBlock"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  Values y{x};
  for (const Module& block : net.parts(m, "m")) y.push_back(net.call(block, y.back()));
  ValueId out = net.call(m, "ec", net.call(m, "sc", net.b.concat(y, 1)));
  return net.get(m.flag_or("add", false)) ? net.b.add(out, x) : out;
}

constinit extern const ModuleClass module_hg_block{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_hg_block

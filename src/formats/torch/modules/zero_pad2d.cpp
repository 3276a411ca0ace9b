// torch.nn.ZeroPad2d: left, right, top, bottom
#include "formats/torch/network.h"

namespace ponte::torch::modules_zero_pad2d {

static constexpr std::string_view kNames[] = {"ZeroPad2d"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  Dims pads = net.get(m.ints("padding", 4));
  if (net.b.failed()) return {};
  ValueId all = net.b.ints({0, 0, pads[2], pads[0], 0, 0, pads[3], pads[1]}, "pads");
  return net.b.add("pad", {x, all}, {{"mode", std::string("constant")}});
}

constinit extern const ModuleClass module_zero_pad2d{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_zero_pad2d

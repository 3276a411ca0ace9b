// YOLOv9e: the channels of conv(x) cut into parts of c2s.
#include "formats/torch/network.h"

namespace ponte::torch::modules_cb_linear {

static constexpr std::string_view kNames[] = {"CBLinear"};

static Values build(Network& net, const Module& m, const std::vector<Values>& inputs) {
  if (inputs.size() != 1 || inputs[0].size() != 1) {
    net.fail({ErrorKind::corrupt, m.path(), "CBLinear takes one input", ""});
    return {};
  }
  ValueId y = net.call(m, "conv", inputs[0][0]);
  return net.b.split(y, net.get(m.ints("c2s")), 1);
}

constinit extern const ModuleClass module_cb_linear{.names = kNames, .build_many = build};

}  // namespace ponte::torch::modules_cb_linear

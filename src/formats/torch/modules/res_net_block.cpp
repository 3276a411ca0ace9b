// relu(cv3(cv2(cv1(x))) + shortcut(x))
#include "formats/torch/network.h"

namespace ponte::torch::modules_res_net_block {

static constexpr std::string_view kNames[] = {"ResNetBlock"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  ValueId y = net.call(m, "cv3", net.call(m, "cv2", net.call(m, "cv1", x)));
  return net.b.unary("relu", net.b.add(y, net.call(m, "shortcut", x)), "relu");
}

constinit extern const ModuleClass module_res_net_block{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_res_net_block

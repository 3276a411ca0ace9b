// YOLOv9: y = halves of cv1(x), then cv2 and cv3 of the last; cv4(cat(y)).
#include "formats/torch/network.h"

namespace ponte::torch::modules_elan {

static constexpr std::string_view kNames[] = {"RepNCSPELAN4", "ELAN1"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  Values y = net.b.chunk(net.call(m, "cv1", x), 2, 1);
  for (std::string_view branch : {"cv2", "cv3"}) y.push_back(net.call(m, branch, y.back()));
  return net.call(m, "cv4", net.b.concat(y, 1));
}

constinit extern const ModuleClass module_elan{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_elan

// YOLOv9: y = [cv1(x)], then each pool cv2 to cv4 of the last; cv5(cat(y)).
#include "formats/torch/network.h"

namespace ponte::torch::modules_sppelan {

static constexpr std::string_view kNames[] = {"SPPELAN"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  Values y{net.call(m, "cv1", x)};
  for (std::string_view pool : {"cv2", "cv3", "cv4"}) y.push_back(net.call(m, pool, y.back()));
  return net.call(m, "cv5", net.b.concat(y, 1));
}

constinit extern const ModuleClass module_sppelan{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_sppelan

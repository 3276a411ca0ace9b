// Mask prototypes: cv3(cv2(upsample(cv1(x))))
#include "formats/torch/network.h"

namespace ponte::torch::modules_proto {

static constexpr std::string_view kNames[] = {"Proto"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  for (std::string_view step : {"cv1", "upsample", "cv2", "cv3"}) x = net.call(m, step, x);
  return x;
}

constinit extern const ModuleClass module_proto{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_proto

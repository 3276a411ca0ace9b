// YOLOv10: cv2(cv1(x)), pointwise then depthwise.
#include "formats/torch/network.h"

namespace ponte::torch::modules_sc_down {

static constexpr std::string_view kNames[] = {"SCDown"};

static ValueId build(Network& net, const Module& m, ValueId x) { return net.call(m, "cv2", net.call(m, "cv1", x)); }

constinit extern const ModuleClass module_sc_down{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_sc_down

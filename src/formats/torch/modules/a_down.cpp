// YOLOv9: halves of the 2x2 mean; cat(cv1(first), cv2(max pool of second))
#include "formats/torch/network.h"

namespace ponte::torch::modules_a_down {

static constexpr std::string_view kNames[] = {"ADown"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  Values halves = net.b.chunk(net.b.average_pool(x, {.kernel = {2, 2}}, "mean"), 2, 1);
  ValueId largest = net.b.max_pool(halves[1], {.kernel = {3, 3}, .strides = {2, 2}, .pads = {1, 1, 1, 1}});
  return net.b.concat({net.call(m, "cv1", halves[0]), net.call(m, "cv2", largest)}, 1);
}

constinit extern const ModuleClass module_a_down{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_a_down

// YOLO26: every coarser level, refined and enlarged, is added to the finest; feat_fuse; then as Proto.
// semseg is used in training only.
#include "formats/torch/windows.h"

namespace ponte::torch::modules_proto26 {

static constexpr std::string_view kNames[] = {"Proto26"};

static Values build(Network& net, const Module& m, const std::vector<Values>& inputs) {
  if (inputs.empty() || inputs[0].empty()) return {};
  const Values& maps = inputs[0];
  ValueId sum = maps[0];
  std::vector<Module> refine = net.parts(m, "feat_refine");
  if (refine.size() + 1 != maps.size()) {
    net.fail({ErrorKind::corrupt, m.path(), fmt::format("{} refinements for {} maps", refine.size(), maps.size()), ""});
    return {};
  }
  for (size_t i = 0; i < refine.size(); ++i) {
    ValueId enlarged = enlarge_to(net, net.call(refine[i], maps[i + 1]), maps[0], fmt::format("enlarge.{}", i));
    sum = net.b.add(sum, enlarged, fmt::format("add.{}", i));
  }
  if (m.has_module("semseg")) net.ignore(m, "semseg");
  for (std::string_view step : {"feat_fuse", "cv1", "upsample", "cv2", "cv3"}) sum = net.call(m, step, sum);
  return {sum};
}

constinit extern const ModuleClass module_proto26{.names = kNames, .build_many = build};

}  // namespace ponte::torch::modules_proto26

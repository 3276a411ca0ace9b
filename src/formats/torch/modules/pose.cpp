// Pose: Detect and keypoints by cv4. Pose26: cv4 gives features, cv4_kpts keypoints of them; cv4_sigma and flow_model
// are used in training only.
#include "formats/torch/heads.h"

namespace ponte::torch::modules_pose {

static constexpr std::string_view kNames[] = {"Pose", "Pose26"};

static Head build(Network& net, const Module& m, const Values& maps) {
  Head head = detect_head(net, m, maps);
  Dims shape = net.get(m.ints("kpt_shape"));
  if (net.b.failed()) return head;
  if (shape.size() != 2 || shape[0] < 1 || (shape[1] != 2 && shape[1] != 3)) {
    net.fail({ErrorKind::corrupt, m.path(), fmt::format("kpt_shape is [{}]", dims_text(shape)), ""});
    return head;
  }
  head.task = Task::pose;
  head.extra = Extra::keypoints;
  head.extra_count = shape[0] * shape[1];
  head.keypoint_numbers = shape[1];
  if (m.class_name() == "Pose") {
    add_extra_maps(net, m, maps, "cv4", head);
    return head;
  }
  head.keypoint_formula = KeypointFormula::plain;
  Values features;
  std::vector<Module> modules = net.parts(m, branch_name(head, "cv4"));
  for (size_t i = 0; i < maps.size() && i < modules.size(); ++i) features.push_back(net.call(modules[i], maps[i]));
  if (features.size() != maps.size())
    net.fail({ErrorKind::corrupt, m.path(),
              fmt::format("{} keypoint branches for {} maps", features.size(), maps.size()), ""});
  ignore_branches(net, m, "cv4");
  ignore_branches(net, m, "cv4_sigma");
  net.ignore(m, "flow_model");
  add_extra_maps(net, m, features, "cv4_kpts", head);
  return head;
}

constinit extern const ModuleClass module_pose{.names = kNames, .build_head = build};

}  // namespace ponte::torch::modules_pose

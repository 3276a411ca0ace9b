// Detect of v3u to 26 and v10Detect: box distances by cv2, class logits by cv3, for every map.
#include "formats/torch/heads.h"

namespace ponte::torch::modules_detect {

static constexpr std::string_view kNames[] = {"Detect", "v10Detect"};

static Head build(Network& net, const Module& m, const Values& maps) {
  if (m.class_path().starts_with("ultralytics.")) return detect_head(net, m, maps);
  return anchored_head(net, m, maps);
}

constinit extern const ModuleClass module_detect{.names = kNames, .build_head = build};

}  // namespace ponte::torch::modules_detect

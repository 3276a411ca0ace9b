// Segment and Segment26: Detect, mask coefficients by cv4, prototypes by proto (of the finest map, or of all in 26).
#include "formats/torch/heads.h"

namespace ponte::torch::modules_segment {

static constexpr std::string_view kNames[] = {"Segment", "Segment26"};

static Head build(Network& net, const Module& m, const Values& maps) {
  bool is_anchored = !m.class_path().starts_with("ultralytics.");
  Head head = is_anchored ? anchored_head(net, m, maps) : detect_head(net, m, maps);
  head.task = Task::segment;
  head.extra = Extra::mask_coefficients;
  head.extra_count = net.get(m.integer("nm"));
  if (!is_anchored) add_extra_maps(net, m, maps, "cv4", head);
  auto proto = net.part(m, "proto");
  if (!proto) return head;
  bool takes_all = proto->class_name() == "Proto26";
  Values prototypes = net.call_many(*proto, {takes_all ? maps : Values{maps[0]}});
  if (!prototypes.empty()) head.prototypes = prototypes[0];
  return head;
}

constinit extern const ModuleClass module_segment{.names = kNames, .build_head = build};

}  // namespace ponte::torch::modules_segment

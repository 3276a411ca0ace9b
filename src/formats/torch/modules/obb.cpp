// OBB and OBB26: Detect and an angle by cv4; the raw number is the angle itself in 26.
#include "formats/torch/heads.h"

namespace ponte::torch::modules_obb {

static constexpr std::string_view kNames[] = {"OBB", "OBB26"};

static Head build(Network& net, const Module& m, const Values& maps) {
  Head head = detect_head(net, m, maps);
  head.task = Task::obb;
  head.extra = Extra::angle;
  head.extra_count = net.get(m.integer_or("ne", 1));
  if (m.class_name() == "OBB26") head.angle_formula = AngleFormula::raw;
  if (!net.b.failed() && head.extra_count != 1)
    net.fail({ErrorKind::unsupported, m.path(), fmt::format("{} numbers per angle", head.extra_count), ""});
  add_extra_maps(net, m, maps, "cv4", head);
  return head;
}

constinit extern const ModuleClass module_obb{.names = kNames, .build_head = build};

}  // namespace ponte::torch::modules_obb

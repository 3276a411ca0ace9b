#include "formats/torch/heads.h"

#include <cmath>

namespace ponte::torch {

namespace {

// Class attributes are not in the pickle: v10Detect always has both branches, others have them when they are
// end-to-end; 8.4 keeps a user's choice in _end2end.
bool wants_end_to_end(Network& net, const Module& m) {
  if (!m.has_module("one2one_cv2") || net.options.one_to_many) return false;
  return net.get(m.flag_or("_end2end", true)) && net.get(m.flag_or("end2end", true));
}

double level_stride(Network& net, const Module& m, size_t level) {
  auto strides = net.get(m.tensor("stride")).to_doubles();
  double stride = level < strides.size() ? strides[level] : 0;
  if (!net.b.failed() && !(stride >= 1 && stride <= 4096 && std::floor(stride) == stride))
    net.fail({ErrorKind::corrupt, m.path(), fmt::format("level {} has the stride {}", level, stride), ""});
  return stride;
}

void check_channels(Network& net, const Module& m, ValueId map, int64_t expected) {
  int64_t channels = net.b.size(map, 1);
  if (net.b.failed() || channels == expected) return;
  net.fail({ErrorKind::corrupt, m.path(),
            fmt::format("a map has {} channels where {} are expected", channels, expected), ""});
}

// The bins' centres are 0, 1, 2, … in every file ever written; a head that learned others would decode differently.
void check_dfl(Network& net, const Module& m, const Head& head) {
  auto dfl = net.part(m, "dfl");
  if (!dfl || head.reg_max == 1) return;
  auto conv = net.part(*dfl, "conv");
  if (!conv) return;
  auto weight = net.tensor(*conv, "weight");
  if (!weight) return;
  std::vector<float> centres = weight->to_floats();
  bool plain = static_cast<int64_t>(centres.size()) == head.reg_max;
  for (size_t i = 0; plain && i < centres.size(); ++i) plain = centres[i] == static_cast<float>(i);
  if (!plain) net.fail({ErrorKind::unsupported, dfl->path(), "the bins of the distribution are not 0, 1, 2, …", ""});
}

}  // namespace

std::string branch_name(const Head& head, std::string_view part) {
  return head.end_to_end ? fmt::format("one2one_{}", part) : std::string(part);
}

void ignore_branches(Network& net, const Module& m, std::string_view part) {
  net.ignore(m, part);
  net.ignore(m, fmt::format("one2one_{}", part));
}

namespace {

/// The modules of a part for the branch that is built, one per map.
std::vector<Module> branch(Network& net, const Module& m, size_t maps, std::string_view part, const Head& head) {
  ignore_branches(net, m, part);
  std::string name = branch_name(head, part);
  if (!m.has_module(name)) {
    net.fail({ErrorKind::unsupported, m.path(), fmt::format("the head has no {}", name),
              "a file that was saved fused holds only the end-to-end branch"});
    return {};
  }
  std::vector<Module> modules = net.parts(m, name);
  if (net.b.failed() || modules.size() == maps) return modules;
  net.fail(
      {ErrorKind::corrupt, m.path(), fmt::format("{} has {} branches for {} maps", name, modules.size(), maps), ""});
  return {};
}

}  // namespace

Head detect_head(Network& net, const Module& m, const Values& maps) {
  Head head;
  head.classes = net.get(m.integer("nc"));
  head.reg_max = net.get(m.integer("reg_max"));
  head.end_to_end = wants_end_to_end(net, m);
  head.max_detections = net.get(m.integer_or("max_det", 300));
  if (!net.b.failed() && (head.classes < 1 || head.reg_max < 1 || head.max_detections < 1))
    net.fail({ErrorKind::corrupt, m.path(),
              fmt::format("nc {}, reg_max {}, max_det {}", head.classes, head.reg_max, head.max_detections), ""});
  std::vector<Module> boxes = branch(net, m, maps.size(), "cv2", head);
  std::vector<Module> scores = branch(net, m, maps.size(), "cv3", head);
  for (size_t i = 0; i < maps.size() && !net.b.failed(); ++i) {
    HeadLevel level;
    level.stride = level_stride(net, m, i);
    level.boxes = net.call(boxes[i], maps[i]);
    level.scores = net.call(scores[i], maps[i]);
    check_channels(net, m, level.boxes, 4 * head.reg_max);
    check_channels(net, m, level.scores, head.classes);
    head.levels.push_back(level);
  }
  if (m.has_module("dfl")) check_dfl(net, m, head);
  return head;
}

void add_extra_maps(Network& net, const Module& m, const Values& maps, std::string_view part, Head& head) {
  std::vector<Module> modules = branch(net, m, maps.size(), part, head);
  for (size_t i = 0; i < maps.size() && !net.b.failed(); ++i) {
    head.levels[i].extra = net.call(modules[i], maps[i]);
    check_channels(net, m, head.levels[i].extra, head.extra_count);
  }
}

}  // namespace ponte::torch

// Classify: linear(mean over the map of conv(x)); several maps are put side by side first. softmax comes with the
// outputs.
#include "formats/torch/heads.h"

namespace ponte::torch::modules_classify {

static constexpr std::string_view kNames[] = {"Classify"};

static Head build(Network& net, const Module& m, const Values& maps) {
  Head head;
  head.kind = HeadKind::classify;
  head.task = Task::classify;
  ValueId x = net.call(m, "conv", net.b.concat(maps, 1));
  x = net.b.add("flatten", {net.call(m, "pool", x)}, {{"axis", int64_t{1}}}, "flatten");
  if (m.has_module("drop")) x = net.call(m, "drop", x);
  head.logits = net.call(m, "linear", x);
  head.classes = net.b.size(head.logits, 1);
  return head;
}

constinit extern const ModuleClass module_classify{.names = kNames, .build_head = build};

}  // namespace ponte::torch::modules_classify

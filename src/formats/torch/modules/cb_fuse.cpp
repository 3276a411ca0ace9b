// YOLOv9e: part idx[i] of every source i, enlarged to the size of the last source; all summed.
#include "formats/torch/windows.h"

namespace ponte::torch::modules_cb_fuse {

static constexpr std::string_view kNames[] = {"CBFuse"};

static Values build(Network& net, const Module& m, const std::vector<Values>& inputs) {
  Dims index = net.get(m.ints("idx"));
  if (net.b.failed() || inputs.size() < 2 || index.size() + 1 < inputs.size() || inputs.back().size() != 1) {
    net.fail({ErrorKind::corrupt, m.path(), fmt::format("{} indices for {} sources", index.size(), inputs.size()), ""});
    return {};
  }
  ValueId sum = inputs.back()[0];
  for (size_t i = 0; i + 1 < inputs.size(); ++i) {
    size_t part = static_cast<size_t>(index[i]);
    if (part >= inputs[i].size()) {
      net.fail({ErrorKind::corrupt, m.path(), fmt::format("part {} of {}", part, inputs[i].size()), ""});
      return {};
    }
    ValueId enlarged = enlarge_to(net, inputs[i][part], inputs.back()[0], fmt::format("enlarge.{}", i));
    sum = net.b.add(enlarged, sum, fmt::format("add.{}", i));
  }
  return {sum};
}

constinit extern const ModuleClass module_cb_fuse{.names = kNames, .build_many = build};

}  // namespace ponte::torch::modules_cb_fuse

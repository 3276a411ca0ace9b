#include "formats/torch/heads.h"

namespace ponte::torch {

namespace {

/// Sizes of all anchors of one level in pixels. The file has them in cells; anchor_grid and grid are left-overs of the
/// last run.
std::vector<std::pair<double, double>> anchor_sizes(Network& net, const Module& m, const Tensor& anchors, size_t level,
                                                    double stride) {
  const Dims& dims = anchors.dims();
  if (dims.size() != 3 || dims[2] != 2 || level >= static_cast<size_t>(dims[0])) {
    net.fail({ErrorKind::corrupt, m.path(), fmt::format("anchors of shape [{}]", dims_text(dims)), ""});
    return {};
  }
  std::vector<double> cells = anchors.to_doubles();
  std::vector<std::pair<double, double>> sizes;
  for (size_t i = 0; i < static_cast<size_t>(dims[1]); ++i) {
    size_t at = (level * static_cast<size_t>(dims[1]) + i) * 2;
    sizes.emplace_back(cells[at] * stride, cells[at + 1] * stride);
  }
  return sizes;
}

}  // namespace

Head anchored_head(Network& net, const Module& m, const Values& maps) {
  Head head;
  head.kind = HeadKind::anchor_based;
  head.classes = net.get(m.integer("nc"));
  std::vector<Module> convs = net.parts(m, "m");
  Tensor anchors = net.get(m.tensor("anchors"));
  std::vector<double> strides = net.get(m.tensor("stride")).to_doubles();
  if (net.b.failed()) return head;
  if (convs.size() != maps.size() || strides.size() != maps.size()) {
    net.fail({ErrorKind::corrupt, m.path(),
              fmt::format("{} convolutions and {} strides for {} maps", convs.size(), strides.size(), maps.size()),
              ""});
    return head;
  }
  for (size_t i = 0; i < maps.size() && !net.b.failed(); ++i) {
    HeadLevel level;
    level.stride = strides[i];
    level.anchored = net.call(convs[i], maps[i]);
    level.anchor_sizes = anchor_sizes(net, m, anchors, i, strides[i]);
    head.levels.push_back(std::move(level));
  }
  return head;
}

}  // namespace ponte::torch

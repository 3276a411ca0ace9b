// y = [cv1(x)], n times the pool of the last; cv2(cat(y)) + (x if add). Before 8.4 n was always 3.
#include "formats/torch/network.h"

namespace ponte::torch::modules_sppf {

static constexpr std::string_view kNames[] = {"SPPF"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  Values y{net.call(m, "cv1", x)};
  int64_t pools = net.get(m.integer_or("n", 3));
  if (pools < 0 || pools > 64) net.fail({ErrorKind::corrupt, m.path(), fmt::format("{} pools", pools), ""});
  for (int64_t i = 0; i < pools && !net.b.failed(); ++i) y.push_back(net.call(m, "m", y.back()));
  ValueId out = net.call(m, "cv2", net.b.concat(y, 1));
  return net.get(m.flag_or("add", false)) ? net.b.add(out, x) : out;
}

constinit extern const ModuleClass module_sppf{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_sppf

// torch.nn.Upsample by a factor, nearest or bilinear
#include "formats/torch/windows.h"

namespace ponte::torch::modules_upsample {

static constexpr std::string_view kNames[] = {"Upsample", "UpsamplingNearest2d", "UpsamplingBilinear2d"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  std::string mode = net.get(m.text_or("mode", "nearest"));
  bool align = net.get(m.flag_or("align_corners", false));
  auto factor = m.attribute("scale_factor").as_float();
  std::vector<double> factors =
      factor ? std::vector<double>{*factor, *factor} : net.get(m.attribute("scale_factor").as_floats());
  if (net.b.failed()) return {};
  if (m.has("size") || factors.size() != 2 || (mode != "nearest" && mode != "bilinear"))
    return net.b.fail({ErrorKind::unsupported, m.path(), fmt::format("an Upsample of mode {} to a size", mode), ""});
  ValueId scales = net.b.constant(
      Tensor::of<float>({1, 1, static_cast<float>(factors[0]), static_cast<float>(factors[1])}, {4}), "scales");
  if (mode == "nearest") return net.b.add("resize", {x, scales}, nearest_resize_attrs());
  return net.b.add(
      "resize", {x, scales},
      {{"mode", std::string("linear")}, {"coordinates", std::string(align ? "align_corners" : "pytorch_half_pixel")}});
}

constinit extern const ModuleClass module_upsample{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_upsample

// torch.nn.Conv2d. Weight (out, in / groups, height, width).
#include "formats/torch/windows.h"

namespace ponte::torch::modules_conv2d {

static constexpr std::string_view kNames[] = {"Conv2d"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  Window2d window = conv_window(net, m);
  if (net.get(m.text_or("padding_mode", "zeros")) != "zeros")
    net.fail({ErrorKind::unsupported, m.path(), "a convolution whose padding_mode is not zeros", ""});
  ValueId weight = net.weight(m, "weight");
  ValueId bias = net.has_weight(m, "bias") ? net.weight(m, "bias") : ValueId{};
  return net.b.conv(x, weight, bias, window, "");
}

constinit extern const ModuleClass module_conv2d{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_conv2d

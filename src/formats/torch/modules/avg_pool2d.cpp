// torch.nn.AvgPool2d
#include "formats/torch/windows.h"

namespace ponte::torch::modules_avg_pool2d {

static constexpr std::string_view kNames[] = {"AvgPool2d"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  Window2d window = pool_window(net, m);
  bool counts_padding = net.get(m.flag_or("count_include_pad", true));
  if (m.has("divisor_override"))
    net.fail({ErrorKind::unsupported, m.path(), "an average pooling with divisor_override", ""});
  return net.b.add("average_pool", {x},
                   {{"kernel", window.kernel},
                    {"strides", window.strides},
                    {"pads", window.pads},
                    {"ceil", window.ceil},
                    {"count_include_pad", counts_padding}});
}

constinit extern const ModuleClass module_avg_pool2d{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_avg_pool2d

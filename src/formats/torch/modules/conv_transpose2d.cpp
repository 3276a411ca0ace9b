// torch.nn.ConvTranspose2d. Weight (in, out / groups, height, width).
#include "formats/torch/windows.h"

namespace ponte::torch::modules_conv_transpose2d {

static constexpr std::string_view kNames[] = {"ConvTranspose2d", "DWConvTranspose2d"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  Window2d window = conv_window(net, m);
  std::vector<ValueId> inputs{x, net.weight(m, "weight")};
  if (net.has_weight(m, "bias")) inputs.push_back(net.weight(m, "bias"));
  return net.b.add("conv_transpose", std::move(inputs),
                   {{"strides", window.strides},
                    {"pads", window.pads},
                    {"dilations", window.dilations},
                    {"groups", window.groups},
                    {"output_padding", net.get(m.ints("output_padding", 2))}});
}

constinit extern const ModuleClass module_conv_transpose2d{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_conv_transpose2d

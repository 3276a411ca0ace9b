// torch.nn.MaxPool2d
#include "formats/torch/windows.h"

namespace ponte::torch::modules_max_pool2d {

static constexpr std::string_view kNames[] = {"MaxPool2d"};

static ValueId build(Network& net, const Module& m, ValueId x) { return net.b.max_pool(x, pool_window(net, m), ""); }

constinit extern const ModuleClass module_max_pool2d{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_max_pool2d

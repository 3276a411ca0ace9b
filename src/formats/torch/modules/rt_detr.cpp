// The head of RT-DETR: recognised, not carried yet.
#include "formats/torch/network.h"

namespace ponte::torch::modules_rt_detr {

static constexpr std::string_view kNames[] = {"RTDETRDecoder"};

constinit extern const ModuleClass module_rt_detr{.names = kNames, .refusal = "RT-DETR"};

}  // namespace ponte::torch::modules_rt_detr

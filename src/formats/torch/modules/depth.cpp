// The head of YOLO26's depth estimation: recognised, not carried yet.
#include "formats/torch/network.h"

namespace ponte::torch::modules_depth {

static constexpr std::string_view kNames[] = {"Depth"};

constinit extern const ModuleClass module_depth{.names = kNames, .refusal = "YOLO26's depth estimation"};

}  // namespace ponte::torch::modules_depth

// The head of YOLOE: recognised, not carried yet.
#include "formats/torch/network.h"

namespace ponte::torch::modules_yoloe {

static constexpr std::string_view kNames[] = {"YOLOEDetect", "YOLOESegment", "YOLOEDetect26", "YOLOESegment26",
                                              "LRPCHead"};

constinit extern const ModuleClass module_yoloe{.names = kNames, .refusal = "YOLOE"};

}  // namespace ponte::torch::modules_yoloe

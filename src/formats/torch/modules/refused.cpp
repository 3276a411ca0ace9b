// Heads that ponte recognises by name and does not carry yet.
#include "formats/torch/network.h"

namespace ponte::torch {

static constexpr std::string_view kNames[] = {
    "RTDETRDecoder", "WorldDetect", "YOLOEDetect", "YOLOESegment", "YOLOEDetect26", "YOLOESegment26",
    "LRPCHead", "SemanticSegment", "Depth"};

constinit extern const ModuleClass module_refused{.names = kNames, .refusal = "a head of another kind"};

}  // namespace ponte::torch

// The head of YOLO26's semantic segmentation: recognised, not carried yet.
#include "formats/torch/network.h"

namespace ponte::torch::modules_semantic_segment {

static constexpr std::string_view kNames[] = {"SemanticSegment"};

constinit extern const ModuleClass module_semantic_segment{.names = kNames,
                                                           .refusal = "YOLO26's semantic segmentation"};

}  // namespace ponte::torch::modules_semantic_segment

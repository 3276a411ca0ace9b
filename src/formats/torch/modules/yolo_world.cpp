// The head of YOLO-World: recognised, not carried yet.
#include "formats/torch/network.h"

namespace ponte::torch::modules_yolo_world {

static constexpr std::string_view kNames[] = {"WorldDetect"};

constinit extern const ModuleClass module_yolo_world{.names = kNames, .refusal = "YOLO-World"};

}  // namespace ponte::torch::modules_yolo_world

// Modules that pass their input on when the network runs: torch.nn.Identity, Dropout, YOLOv9's Silence.
#include "formats/torch/network.h"

namespace ponte::torch::modules_identity {

static constexpr std::string_view kNames[] = {"Identity", "Dropout", "Dropout2d", "Silence"};

static ValueId build(Network&, const Module&, ValueId x) { return x; }

constinit extern const ModuleClass module_identity{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_identity

// x + attn(x), then x + ffn(x) (mlp in ABlock); without the sums when add is False.
#include "formats/torch/network.h"

namespace ponte::torch::modules_psa_block {

static constexpr std::string_view kNames[] = {"PSABlock", "ABlock"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  bool adds = net.get(m.flag_or("add", true));
  for (std::string_view step : {std::string_view("attn"), m.has_module("mlp") ? std::string_view("mlp") : "ffn"}) {
    ValueId y = net.call(m, step, x);
    x = adds ? net.b.add(x, y, fmt::format("add_{}", step)) : y;
  }
  return x;
}

constinit extern const ModuleClass module_psa_block{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_psa_block

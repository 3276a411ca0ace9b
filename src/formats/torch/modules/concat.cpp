// Sources side by side along axis d.
#include "formats/torch/network.h"

namespace ponte::torch::modules_concat {

static constexpr std::string_view kNames[] = {"Concat"};

static Values build(Network& net, const Module& m, const std::vector<Values>& inputs) {
  Values all;
  for (const Values& source : inputs) all.insert(all.end(), source.begin(), source.end());
  return {net.b.concat(std::move(all), net.get(m.integer_or("d", 1)))};
}

constinit extern const ModuleClass module_concat{.names = kNames, .build_many = build};

}  // namespace ponte::torch::modules_concat

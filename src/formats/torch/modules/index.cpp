// One of several sources.
#include "formats/torch/network.h"

namespace ponte::torch::modules_index {

static constexpr std::string_view kNames[] = {"Index"};

static Values build(Network& net, const Module& m, const std::vector<Values>& inputs) {
  size_t index = static_cast<size_t>(net.get(m.integer_or("index", 0)));
  Values all;
  for (const Values& source : inputs) all.insert(all.end(), source.begin(), source.end());
  if (index >= all.size()) {
    net.fail({ErrorKind::corrupt, m.path(), fmt::format("index {} of {} inputs", index, all.size()), ""});
    return {};
  }
  return {all[index]};
}

constinit extern const ModuleClass module_index{.names = kNames, .build_many = build};

}  // namespace ponte::torch::modules_index

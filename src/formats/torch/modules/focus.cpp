// The four pixels of every 2x2 square become channels, then conv. Order: (row, column) = 00, 10, 01, 11.
#include "formats/torch/network.h"

namespace ponte::torch::modules_focus {

static constexpr std::string_view kNames[] = {"Focus"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  auto every_second = [&](int64_t row, int64_t column) {
    constexpr int64_t kEnd = INT64_MAX;
    ValueId rows = net.b.slice(x, 2, row, kEnd, 2, fmt::format("rows_{}{}", row, column));
    return net.b.slice(rows, 3, column, kEnd, 2, fmt::format("pixels_{}{}", row, column));
  };
  ValueId pixels = net.b.concat({every_second(0, 0), every_second(1, 0), every_second(0, 1), every_second(1, 1)}, 1);
  return net.call(m, "conv", pixels);
}

constinit extern const ModuleClass module_focus{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_focus

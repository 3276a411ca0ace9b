// Before   y = clip(clip(x, a, b), c, d)
// After    y = clip(x, max(a, c) but at most d, min(b, d) but at least c)
// Needs    bounds are numbers or absent, a <= b and c <= d; a first clip with other consumers stays for them
// Keeps    name, dtype, shape and values of y

#include <algorithm>
#include <limits>

#include "passes/match.h"
#include "passes/rule.h"

namespace ponte::passes::simplify_merge_clips {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct Bounds {
  double low = -kInfinity, high = kInfinity;
};

std::optional<Bounds> bounds_of(const Graph& graph, const Node& clip) {
  Bounds bounds;
  for (size_t i : {size_t{1}, size_t{2}}) {
    if (i >= clip.inputs.size() || !clip.inputs[i]) continue;
    auto number = scalar_constant(graph, clip.inputs[i]);
    if (!number) return std::nullopt;
    (i == 1 ? bounds.low : bounds.high) = *number;
  }
  if (!(bounds.low <= bounds.high)) return std::nullopt;
  return bounds;
}

bool match(const Graph& graph, NodeId id) {
  const Node& second = graph.node(id);
  const Node* first = producer_of(graph, second.inputs[0], "clip");
  return first && bounds_of(graph, *first) && bounds_of(graph, second);
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& second = graph.node(id);
  const Node& first = *producer_of(graph, second.inputs[0], "clip");
  Bounds inner = *bounds_of(graph, first), outer = *bounds_of(graph, second);
  DType dtype = graph.value(second.outputs[0]).fact.dtype;
  auto bound = [&](double number, std::string_view name) {
    if (number == kInfinity || number == -kInfinity) return ValueId{};
    return patch.constant(tensor_from_doubles({&number, 1}, dtype, {}), fmt::format("{}.{}", second.name, name));
  };
  ValueId low = bound(std::clamp(inner.low, outer.low, outer.high), "min");
  ValueId high = bound(std::clamp(inner.high, outer.low, outer.high), "max");
  patch.replace(second.outputs[0], patch.add("clip", {first.inputs[0], low, high}, {}, second.name));
  return {};
}

}  // namespace

constinit extern const Rule rule_merge_clips{"merge_clips", "clip", match, rewrite};

}  // namespace ponte::passes::simplify_merge_clips

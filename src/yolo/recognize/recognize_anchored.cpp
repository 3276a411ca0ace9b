#include "yolo/recognize/recognize_anchored.h"

#include <algorithm>
#include <map>
#include <set>

#include "yolo/recognize/channel_trace.h"

namespace ponte::yolo {

namespace {

/// Numbers per anchor: the size of the second axis that the channels were cut into.
int64_t numbers_per_anchor(const Graph& graph, const RawMap& map) {
  int64_t numbers = 0;
  for (const ChannelTrace& trace : trace_channels(graph, map.value)) {
    if (trace.bins > 0 || trace.subtracted || trace.group == 0) return 0;
    numbers = trace.group;
  }
  return numbers;
}

bool is_square(const Graph& graph, ValueId value) {
  const Node* node = graph.producer(value);
  return node && (node->is("pow") || (node->is("mul") && node->inputs[0] == node->inputs[1]));
}

struct AnchorSizes {
  const Tensor* constant = nullptr;
  double factor = 1;  // to width and height
};

/// The constant that (2 s)^2 is multiplied with, on the way from the map: width and height of every anchor. Where it is
/// s^2 for a sigmoid s, the constant is four times as large.
AnchorSizes find_anchor_sizes(const Graph& graph, ValueId map) {
  std::vector<ValueId> waiting{map};
  std::set<ValueId> seen;
  while (!waiting.empty()) {
    ValueId value = waiting.back();
    waiting.pop_back();
    if (!seen.insert(value).second) continue;
    for (NodeId id : graph.value(value).consumers) {
      const Node& node = graph.node(id);
      for (size_t i = 0; node.is("mul") && i < 2; ++i) {
        const Value& factor = graph.value(node.inputs[i]);
        if (!factor.is_constant() || factor.constant->count() == 1 || !is_square(graph, node.inputs[1 - i])) continue;
        const Node* base = graph.producer(graph.producer(node.inputs[1 - i])->inputs[0]);
        return {&*factor.constant, base && base->is("sigmoid") ? 0.25 : 1};
      }
      waiting.insert(waiting.end(), node.outputs.begin(), node.outputs.end());
    }
  }
  return {};
}

/// Sizes per anchor of one level. The constant is (1, anchors, …, 2), maybe without axes of size one, or, for all
/// levels at once, (1, A, 2) with the level's cells of each anchor from `row` on.
std::vector<std::pair<double, double>> sizes_in(const AnchorSizes& found, int64_t anchors, int64_t cells, int64_t row) {
  const Tensor& constant = *found.constant;
  const Dims& dims = constant.dims();
  Dims large;
  for (int64_t size : dims)
    if (size != 1) large.push_back(size);
  bool one_per_anchor = large == (anchors == 1 ? Dims{2} : Dims{anchors, 2});
  if (!one_per_anchor && (dims.size() < 3 || dims.back() != 2)) return {};
  bool joined = dims.size() == 3 && !one_per_anchor;
  if (!joined && !one_per_anchor && dims[1] != anchors) return {};
  int64_t step = joined ? cells : constant.count() / std::max<int64_t>(1, 2 * anchors);
  int64_t first = joined ? row : 0;
  std::vector<double> numbers = constant.to_doubles();
  std::vector<std::pair<double, double>> sizes;
  for (int64_t anchor = 0; anchor < anchors; ++anchor) {
    size_t at = static_cast<size_t>(first + anchor * step) * 2;
    if (at + 1 >= numbers.size()) return {};
    sizes.emplace_back(numbers[at] * found.factor, numbers[at + 1] * found.factor);
  }
  return sizes;
}

std::unexpected<Error> not_anchored(const char* what) {
  return unsupported("the outputs are not those of an anchor-based head that ponte knows: {}", what);
}

}  // namespace

bool is_anchored(const Graph& graph, const std::vector<RawMap>& maps) {
  std::set<double> strides;
  for (const RawMap& map : maps)
    if (!strides.insert(map.stride).second || numbers_per_anchor(graph, map) < 6) return false;
  return true;
}

Result<Head> recognize_anchored(const Graph& graph, const std::vector<RawMap>& maps) {
  std::map<double, HeadLevel> levels;
  for (const RawMap& map : maps) levels[map.stride] = HeadLevel{.stride = map.stride, .anchored = map.value};
  Head head;
  head.kind = HeadKind::anchor_based;
  int64_t row = 0, numbers = 0;
  for (auto& [stride, level] : levels) {
    const Shape& shape = graph.value(level.anchored).fact.shape;
    if (!shape[1].known() || !shape[2].known() || !shape[3].known()) return not_anchored("a map of unknown size");
    numbers = numbers_per_anchor(graph, {level.anchored, stride});
    int64_t anchors = shape[1].size / numbers, cells = shape[2].size * shape[3].size;
    AnchorSizes found = find_anchor_sizes(graph, level.anchored);
    if (!found.constant) return not_anchored("no anchor sizes");
    level.anchor_sizes = sizes_in(found, anchors, cells, row);
    if (level.anchor_sizes.empty()) return not_anchored("anchor sizes of an unknown form");
    row += anchors * cells;
    head.levels.push_back(level);
  }
  // Mask coefficients are the numbers that pass no sigmoid.
  int64_t masks = 0;
  for (ValueId output : graph.outputs()) {
    const Shape& shape = graph.value(output).fact.shape;
    if (shape.size() == 4 && shape[1].known()) masks = shape[1].size;
  }
  head.classes = numbers - 5 - masks;
  if (masks > 0) {
    head.task = Task::segment;
    head.extra = Extra::mask_coefficients;
    head.extra_count = masks;
  }
  if (head.classes < 1) return not_anchored("no classes");
  return head;
}

}  // namespace ponte::yolo

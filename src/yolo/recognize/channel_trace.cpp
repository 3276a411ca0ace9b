#include "yolo/recognize/channel_trace.h"

#include <algorithm>
#include <map>

namespace ponte::yolo {

bool only_moves(std::string_view name) {
  constexpr std::string_view kMoves[] = {"reshape", "transpose", "concat",          "split",    "slice",
                                         "squeeze", "unsqueeze", "flatten",         "identity", "expand",
                                         "tile",    "gather",    "gather_elements", "pad"};
  return std::ranges::find(kMoves, name) != std::end(kMoves);
}

namespace {

/// Some channels of the map, found along one axis of a value. When the axis is lost (-1) all that is known is that they
/// are in there.
struct Place {
  ValueId value;
  int64_t axis = 1;
  int64_t first = 0, count = 0;  // channels of the map
  int64_t offset = 0;            // position of `first` along the axis
};

class Follower {
 public:
  Follower(const Graph& graph, ValueId map) : graph_(graph) {
    const Shape& shape = graph.value(map).fact.shape;
    if (shape.size() == 4 && shape[1].known()) walk({map, 1, 0, shape[1].size, 0}, ChannelTrace{});
  }

  std::vector<ChannelTrace> traces() && { return std::move(traces_); }

 private:
  // Heads are small; this only bounds what a made-up graph can cost.
  static constexpr int kMaxSteps = 20000;
  static constexpr int64_t kMostSigns = 4;

  void walk(const Place& place, const ChannelTrace& so_far) {
    const Value& value = graph_.value(place.value);
    if (++steps_ > kMaxSteps) return;
    if (graph_.is_output(place.value) || value.consumers.empty()) finish(place, so_far);
    std::set<NodeId> seen;
    for (NodeId consumer : value.consumers)
      if (seen.insert(consumer).second) step(graph_.node(consumer), place, so_far);
  }

  void finish(const Place& place, ChannelTrace trace) {
    trace.first = place.first;
    trace.count = place.count;
    traces_.push_back(std::move(trace));
  }

  void step(const Node& node, Place place, ChannelTrace trace) {
    // Cells are counted by them; none of the map's numbers go through.
    if (node.is("ones_like") || node.is("shape")) return;
    if (node.is("concat")) return concat(node, place, std::move(trace));
    if (node.is("split")) return split(node, place, std::move(trace));
    if (node.is("slice")) return slice(node, place, std::move(trace));
    if (node.is("reshape") || node.is("flatten") || node.is("squeeze") || node.is("unsqueeze"))
      return reshape(node, place, std::move(trace));
    if (node.is("transpose")) {
      const auto& perm = node.attrs.integers("perm");
      auto at = std::ranges::find(perm, place.axis);
      place.axis = at == perm.end() ? -1 : at - perm.begin();
      return go_on(node, place, trace);
    }
    arithmetic(node, place, std::move(trace));
  }

  void go_on(const Node& node, Place place, const ChannelTrace& trace, size_t slot = 0) {
    place.value = node.outputs[slot];
    walk(place, trace);
  }

  void concat(const Node& node, Place place, ChannelTrace trace) {
    int64_t before = 0;
    for (ValueId input : node.inputs) {
      if (input == place.value) break;
      const Shape& shape = graph_.value(input).fact.shape;
      const Dim& size = shape[static_cast<size_t>(node.attrs.integer("axis"))];
      before += size.known() ? size.size : 0;
    }
    if (node.attrs.integer("axis") == place.axis) place.offset += before;
    go_on(node, place, trace);
  }

  /// The channels that lie in [begin, end) of the axis, which becomes the whole axis.
  static bool cut(Place& place, int64_t begin, int64_t end) {
    int64_t low = std::max(place.offset, begin), high = std::min(place.offset + place.count, end);
    if (low >= high) return false;
    place.first += low - place.offset;
    place.count = high - low;
    place.offset = low - begin;
    return true;
  }

  void split(const Node& node, const Place& place, ChannelTrace trace) {
    const auto& sizes = node.attrs.integers("sizes");
    int64_t begin = 0;
    for (size_t slot = 0; slot < node.outputs.size(); ++slot) {
      Place part = place;
      int64_t size = slot < sizes.size() ? sizes[slot] : 0;
      bool reached = node.attrs.integer("axis") != place.axis || cut(part, begin, begin + size);
      begin += size;
      if (reached) go_on(node, part, trace, slot);
    }
  }

  void slice(const Node& node, Place place, ChannelTrace trace) {
    OpContext context = graph_.context(node);
    auto starts = context.known_ints(1), ends = context.known_ints(2), axes = context.known_ints(3);
    auto steps = context.known_ints(4);
    bool simple = starts && ends && starts->size() == 1 && (!axes || axes->size() == 1) && (!steps || (*steps)[0] == 1);
    int64_t rank = static_cast<int64_t>(context.shape(0).size());
    int64_t axis = axes ? ((*axes)[0] < 0 ? (*axes)[0] + rank : (*axes)[0]) : 0;
    if (simple && axis == place.axis) {
      const Dim& size = context.shape(0)[static_cast<size_t>(axis)];
      if (!size.known()) return;
      auto at = [&](int64_t index) { return std::clamp<int64_t>(index < 0 ? index + size.size : index, 0, size.size); };
      if (!cut(place, at((*starts)[0]), at((*ends)[0]))) return;
    } else if (!simple) {
      place.axis = -1;
    }
    go_on(node, place, trace);
  }

  /// The axis stays when what lies before it and its own size do; cut in two, its groups are noted.
  void reshape(const Node& node, Place place, ChannelTrace trace) {
    const Shape& before = graph_.value(place.value).fact.shape;
    const Shape& after = graph_.value(node.outputs[0]).fact.shape;
    if (place.axis < 0) return go_on(node, place, trace);
    size_t axis = static_cast<size_t>(place.axis);
    int64_t moved = same_axis(before, after, axis);
    if (moved >= 0) {
      place.axis = moved;
      return go_on(node, place, trace);
    }
    bool is_cut = axis + 1 < after.size() && before[axis].known() && after[axis].known() && after[axis + 1].known() &&
                  after[axis].size * after[axis + 1].size == before[axis].size;
    if (is_cut && trace.group == 0) trace.group = after[axis + 1].size;
    place.axis = -1;
    go_on(node, place, trace);
  }

  /// Where the axis lies after a reshape that leaves it whole, or -1.
  static int64_t same_axis(const Shape& before, const Shape& after, size_t axis) {
    if (axis < after.size() && before[axis] == after[axis] && before[axis].known()) {
      bool same_prefix = true;
      for (size_t i = 1; i < axis; ++i) same_prefix = same_prefix && before[i] == after[i];
      if (same_prefix) return static_cast<int64_t>(axis);
    }
    return -1;
  }

  void arithmetic(const Node& node, const Place& place, ChannelTrace trace) {
    if (node.is("softmax")) {
      const Dim& bins = graph_.value(place.value).fact.shape[static_cast<size_t>(node.attrs.integer("axis"))];
      trace.bins = bins.known() ? bins.size : 0;
    }
    if (node.is("sub") && node.inputs[1] == place.value) trace.subtracted = true;
    if (node.is("mul") && trace.first_factor == 0) trace.first_factor = constant_factor(node, place.value);
    if (node.is("mul") && has_negative(other_input(node, place.value))) trace.subtracted = true;
    trace.ops.insert(std::string(node.op->name));
    // Beyond a choice of rows the channels are still there, but nothing more is to be learned.
    if (node.is("topk") || node.is("reduce_max") || node.is("argmax") || node.is("non_max_suppression"))
      return finish(place, std::move(trace));
    for (size_t slot = 0; slot < node.outputs.size(); ++slot) go_on(node, place, trace, slot);
  }

  static ValueId other_input(const Node& node, ValueId input) {
    return node.inputs[0] == input ? node.inputs[1] : node.inputs[0];
  }

  /// A constant with signs: of the distances to the left and to the top.
  bool has_negative(ValueId id) const {
    const Value& value = graph_.value(id);
    if (!value.is_constant() || value.constant->count() > kMostSigns) return false;
    return std::ranges::any_of(value.constant->to_doubles(), [](double number) { return number < 0; });
  }

  double constant_factor(const Node& node, ValueId input) const {
    const Value& value = graph_.value(other_input(node, input));
    if (!value.is_constant() || value.constant->count() != 1) return 0;
    return value.constant->to_doubles()[0];
  }

  const Graph& graph_;
  std::vector<ChannelTrace> traces_;
  int steps_ = 0;
};

}  // namespace

std::vector<ChannelTrace> trace_channels(const Graph& graph, ValueId map) { return Follower(graph, map).traces(); }

}  // namespace ponte::yolo

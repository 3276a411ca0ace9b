#include "yolo/recognize/recognize.h"

#include <algorithm>
#include <map>

#include "yolo/recognize/channel_trace.h"
#include "yolo/recognize/raw_maps.h"
#include "yolo/recognize/recognize_anchored.h"

namespace ponte::yolo {

namespace {

enum class Role { boxes, scores, keypoints, angle, mask_coefficients };

/// What all channels of one raw map go through.
struct Branch {
  RawMap map;
  std::vector<ChannelTrace> traces;

  bool any(bool (*holds)(const ChannelTrace&)) const { return std::ranges::any_of(traces, holds); }
};

bool has_arithmetic(const ChannelTrace& trace) {
  return std::ranges::any_of(trace.ops, [](const std::string& op) {
    return op == "add" || op == "sub" || op == "mul" || op == "div" || op == "pow" || op == "exp";
  });
}

Role role_of(const Branch& branch) {
  // The angle comes first: its sine is subtracted too, further on.
  if (branch.any([](const ChannelTrace& s) { return s.ops.contains("cos") || s.ops.contains("sin"); }))
    return Role::angle;
  if (branch.any([](const ChannelTrace& s) { return s.bins > 0 || s.subtracted; })) return Role::boxes;
  if (branch.any(has_arithmetic)) return Role::keypoints;
  if (branch.any([](const ChannelTrace& s) { return s.ops.contains("sigmoid"); })) return Role::scores;
  return Role::mask_coefficients;
}

int64_t channels_of(const Graph& graph, ValueId map) {
  const Shape& shape = graph.value(map).fact.shape;
  return shape.size() == 4 && shape[1].known() ? shape[1].size : 0;
}

std::unexpected<Error> not_a_head(std::string what) {
  return std::unexpected(Error{ErrorKind::unsupported, "",
                               "the outputs are not those of a YOLO head that ponte knows: " + what,
                               "convert the checkpoint that the file was made from"});
}

void take_boxes(const Branch& branch, Head& head) {
  for (const ChannelTrace& trace : branch.traces) head.reg_max = std::max(head.reg_max, trace.bins);
}

void take_keypoints(const Branch& branch, Head& head) {
  for (const ChannelTrace& trace : branch.traces) {
    head.keypoint_numbers = std::max(head.keypoint_numbers, trace.group);
    if (trace.first_factor == 2) head.keypoint_formula = KeypointFormula::doubled;
  }
}

void take_angle(const Branch& branch, Head& head) {
  bool squashed = branch.any([](const ChannelTrace& s) { return s.ops.contains("sigmoid"); });
  head.angle_formula = squashed ? AngleFormula::sigmoid : AngleFormula::raw;
}

void take_scores(const Branch& branch, Head& head, int64_t classes) {
  head.classes = classes;
  head.end_to_end = branch.any([](const ChannelTrace& s) {
    return s.ops.contains("topk") || s.ops.contains("reduce_max");
  }) && !branch.any([](const ChannelTrace& s) { return s.ops.contains("non_max_suppression"); });
}

/// Puts one map where it belongs; an error when its level has one of its kind already.
Result<> place_branch(const Graph& graph, const Branch& branch, HeadLevel& level, Head& head) {
  int64_t channels = channels_of(graph, branch.map.value);
  Role role = role_of(branch);
  ValueId& place = role == Role::boxes ? level.boxes : role == Role::scores ? level.scores : level.extra;
  if (place) return not_a_head(fmt::format("two maps of stride {} are used alike", level.stride));
  place = branch.map.value;
  switch (role) {
    case Role::boxes: take_boxes(branch, head); return {};
    case Role::scores: take_scores(branch, head, channels); return {};
    case Role::keypoints:
      head.extra = Extra::keypoints;
      take_keypoints(branch, head);
      break;
    case Role::angle:
      head.extra = Extra::angle;
      take_angle(branch, head);
      break;
    case Role::mask_coefficients: head.extra = Extra::mask_coefficients; break;
  }
  head.extra_count = channels;
  return {};
}

Result<> check_levels(const Graph& graph, const Head& head) {
  for (const HeadLevel& level : head.levels) {
    if (!level.boxes || !level.scores)
      return not_a_head(fmt::format("no boxes or no scores at stride {}", level.stride));
    if (channels_of(graph, level.boxes) != 4 * head.reg_max)
      return not_a_head(fmt::format("{} channels for boxes of {} bins", channels_of(graph, level.boxes), head.reg_max));
    if (channels_of(graph, level.scores) != head.classes) return not_a_head("levels of different numbers of classes");
    if ((head.extra != Extra::none) != static_cast<bool>(level.extra)) return not_a_head("levels of different kinds");
    if (level.extra && channels_of(graph, level.extra) != head.extra_count)
      return not_a_head("levels of different widths");
  }
  return {};
}

Task task_of(const Head& head) {
  switch (head.extra) {
    case Extra::none: return Task::detect;
    case Extra::mask_coefficients: return Task::segment;
    case Extra::keypoints: return Task::pose;
    case Extra::angle: return Task::obb;
  }
  return Task::detect;
}

Result<Head> anchor_free_head(const Graph& graph, const std::vector<RawMap>& maps, ValueId output) {
  Head head;
  head.keypoint_formula = KeypointFormula::plain;
  std::map<double, HeadLevel> levels;  // finest first
  for (const RawMap& map : maps) {
    Branch branch{map, trace_channels(graph, map.value)};
    HeadLevel& level = levels[map.stride];
    level.stride = map.stride;
    TRY(place_branch(graph, branch, level, head));
  }
  for (auto& [stride, level] : levels) head.levels.push_back(std::move(level));
  TRY(check_levels(graph, head));
  head.task = task_of(head);
  const Shape& shape = graph.value(output).fact.shape;
  if (head.end_to_end && shape[1].known()) head.max_detections = shape[1].size;
  if (head.extra == Extra::keypoints && head.keypoint_numbers != 2 && head.keypoint_numbers != 3)
    return not_a_head("keypoints of an unknown form");
  return head;
}

Result<Head> classify_head(const Graph& graph, ValueId output) {
  const Node* softmax = graph.producer(output);
  const Shape& shape = graph.value(output).fact.shape;
  if (!softmax || !softmax->is("softmax") || !shape[1].known()) return not_a_head("one row, but no softmax");
  Head head;
  head.kind = HeadKind::classify;
  head.task = Task::classify;
  head.logits = softmax->inputs[0];
  head.classes = shape[1].size;
  return head;
}

/// Comes out of a convolution with nothing but arithmetic on its elements between.
bool is_map(const Graph& graph, ValueId value) {
  const Shape& shape = graph.value(value).fact.shape;
  while (const Node* node = graph.producer(value)) {
    if (node->is("conv") || node->is("qlinear_conv") || node->is("conv_integer")) return true;
    value = node->inputs[0];
    if (!value || graph.value(value).fact.shape != shape) return false;
  }
  return false;
}

}  // namespace

Result<Head> recognize_head(const Graph& graph) {
  if (graph.inputs().size() != 1 || graph.outputs().empty()) return not_a_head("not one input");
  std::vector<ValueId> decoded;
  ValueId prototypes;
  for (ValueId output : graph.outputs()) {
    size_t rank = graph.value(output).fact.shape.size();
    if (rank == 2 && graph.outputs().size() == 1) return classify_head(graph, output);
    if (rank == 4 && is_map(graph, output)) {
      if (prototypes) return not_a_head("several maps are outputs");
      prototypes = output;
    } else if (rank == 3 || rank == 4) {
      decoded.push_back(output);
    } else {
      return not_a_head(fmt::format("an output of {} axes", rank));
    }
  }
  if (decoded.empty()) return not_a_head("nothing decoded");
  TRY_ASSIGN(std::vector<RawMap> maps, find_raw_maps(graph, decoded));
  if (maps.empty()) return not_a_head("no convolution before the output");
  TRY_ASSIGN(Head head,
             is_anchored(graph, maps) ? recognize_anchored(graph, maps) : anchor_free_head(graph, maps, decoded[0]));
  if (prototypes) head.prototypes = prototypes;
  if ((head.extra == Extra::mask_coefficients) != static_cast<bool>(prototypes))
    return not_a_head("mask coefficients and prototypes belong together");
  return head;
}

}  // namespace ponte::yolo

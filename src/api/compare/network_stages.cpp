#include "api/compare/network_stages.h"

#include <algorithm>
#include <cstdlib>

#include "api/compare/evidence.h"
#include "measure/output_parity.h"
#include "measure/tally.h"

namespace ponte::api {

namespace {

/// "A", "B" or "both": in which of the two something is hidden.
const char* which(bool in_a, bool in_b) { return in_a && in_b ? "both" : in_a ? "A" : "B"; }

void compare_letterbox(const Side& side_a, const Side& side_b, const StageTrace& a, const StageTrace& b,
                       Stages& stages) {
  stages.say("picture", "pixels", StageState::same, "decoded once, for both");
  bool inside_a = side_a.takes_whole_pictures(), inside_b = side_b.takes_whole_pictures();
  if (inside_a || inside_b)
    return stages.say("letterbox", "geometry", StageState::hidden,
                      fmt::format("not visible: inside {}", which(inside_a, inside_b)));
  const Letterbox &p = a.fitted.plan, &q = b.fitted.plan;
  StageDifference row{.stage = "letterbox", .output = "geometry", .largest = static_cast<double>(p.width)};
  for (auto member : {&Letterbox::width, &Letterbox::height, &Letterbox::resized_width, &Letterbox::resized_height,
                      &Letterbox::left, &Letterbox::top})
    row.max_abs = std::max(row.max_abs, static_cast<double>(std::abs(p.*member - q.*member)));
  row.state = row.max_abs == 0 ? StageState::same : StageState::differs;
  row.mean_abs = row.max_abs;
  if (row.max_abs > 0)
    row.text = fmt::format("{} x {} at ({}, {}) of {} x {} in A, {} x {} at ({}, {}) of {} x {} in B", p.resized_width,
                           p.resized_height, p.left, p.top, p.width, p.height, q.resized_width, q.resized_height,
                           q.left, q.top, q.width, q.height);
  stages.add(std::move(row));
}

Result<> compare_or_say(const std::string& stage, const std::string& name, const Tensor& a, const Tensor& b,
                        Stages& stages) {
  if (a.dims() != b.dims()) {
    stages.say(stage, name, StageState::incomparable,
               fmt::format("[{}] in A, [{}] in B", dims_text(a.dims()), dims_text(b.dims())));
    return {};
  }
  TRY_ASSIGN(OutputParity parity, compare_tensors(name, a, b));
  stages.add(stage, parity);
  return {};
}

Result<> compare_input(const Side& side_a, const Side& side_b, const StageTrace& a, const StageTrace& b,
                       Stages& stages) {
  bool inside_a = side_a.takes_whole_pictures(), inside_b = side_b.takes_whole_pictures();
  if (inside_a == inside_b) return compare_or_say("tensor", "images", a.fitted.input, b.fitted.input, stages);
  stages.say("tensor", "images", StageState::hidden,
             fmt::format("not visible: {} takes the picture as it is", which(inside_a, inside_b)));
  return {};
}

Result<> compare_raw(const Side& side_a, const Side& side_b, const StageTrace& a, const StageTrace& b, Stages& stages) {
  if (!side_a.raw || !side_b.raw) {
    const std::string& why = side_a.raw ? side_b.why_no_raw : side_a.why_no_raw;
    stages.say("raw head", "maps", StageState::hidden,
               fmt::format("not visible in {}: {}", which(!side_a.raw, !side_b.raw), why));
    return {};
  }
  if (a.raw.size() != b.raw.size()) {
    stages.say("raw head", "maps", StageState::incomparable,
               fmt::format("{} maps in A, {} in B: other heads", a.raw.size(), b.raw.size()));
    return {};
  }
  for (size_t i = 0; i < a.raw.size(); ++i)
    TRY(compare_or_say("raw head", side_a.raw->session->outputs()[i].name, a.raw[i], b.raw[i], stages));
  return {};
}

const char* extra_name(Task task) {
  switch (task) {
    case Task::segment: return "mask coefficients";
    case Task::pose: return "keypoints";
    case Task::obb: return "angles";
    default: return "extra";
  }
}

/// Final rows as a tensor (1, rows, 6 + extra).
Tensor rows_tensor(const HeadOutputs& head) {
  size_t rows = head.rows.anchors, width = head.rows.columns + head.extra.columns;
  std::vector<float> numbers;
  numbers.reserve(rows * width);
  for (size_t i = 0; i < rows; ++i) {
    for (size_t c = 0; c < head.rows.columns; ++c) numbers.push_back(head.rows(i, c));
    for (size_t c = 0; c < head.extra.columns; ++c) numbers.push_back(head.extra(i, c));
  }
  return Tensor::of(std::move(numbers), {1, static_cast<int64_t>(rows), static_cast<int64_t>(width)});
}

/// Rows of end-to-end heads, whose order among equals means nothing.
Result<> compare_final_rows(const HeadOutputs& a, const HeadOutputs& b, Card card, Stages& stages) {
  Tensor rows_a = rows_tensor(a), rows_b = rows_tensor(b);
  if (rows_a.dims() != rows_b.dims()) return compare_or_say("decoded", "rows", rows_a, rows_b, stages);
  card.layout = HeadLayout::end_to_end;
  TRY_ASSIGN(std::vector<OutputParity> parts, compare_output("output0", rows_a, rows_b, card));
  for (OutputParity& part : parts) {
    size_t blank = part.name.find(' ');  // "output0 boxes"
    part.name = blank == std::string::npos ? "rows" : part.name.substr(blank + 1);
    if (part.name == "extra") part.name = extra_name(card.task);
    stages.add("decoded", part);
  }
  return {};
}

void compare_prototypes(const Prototypes& a, const Prototypes& b, Stages& stages) {
  if (a.count != b.count || a.height != b.height || a.width != b.width)
    return stages.say(
        "decoded", "prototypes", StageState::incomparable,
        fmt::format("{} of {} x {} in A, {} of {} x {} in B", a.count, a.height, a.width, b.count, b.height, b.width));
  Tally tally;
  size_t numbers = static_cast<size_t>(a.count) * static_cast<size_t>(a.height) * static_cast<size_t>(a.width);
  for (size_t i = 0; i < numbers; ++i) tally.add(static_cast<double>(a.data[i]), static_cast<double>(b.data[i]));
  stages.add("decoded", tally.result("prototypes", {a.count, a.height, a.width}));
}

/// Every anchor, or that they cannot be held against each other.
void compare_anchors(const HeadOutputs& a, const HeadOutputs& b, Task task, Stages& stages) {
  bool has_extra = a.extra.columns > 0 && b.extra.columns > 0;
  if (same_anchors(a, b)) {
    stages.add("decoded", compare_boxes(a, b));
    stages.add("decoded", compare_tables("scores", a.scores, b.scores));
    if (has_extra && a.extra.columns == b.extra.columns)
      stages.add("decoded", compare_tables(extra_name(task), a.extra, b.extra));
    return;
  }
  auto text_of = [](const HeadOutputs& head) {
    if (head.rows.columns > 0) return fmt::format("{} final rows", head.rows.anchors);
    return fmt::format("{} anchors x {} classes", head.boxes.anchors, head.scores.columns);
  };
  std::string text = fmt::format("{} in A, {} in B", text_of(a), text_of(b));
  stages.say("decoded", "boxes", StageState::incomparable, text);
  stages.say("decoded", "scores", StageState::incomparable, text);
  if (has_extra) stages.say("decoded", extra_name(task), StageState::incomparable, text);
}

Result<> compare_heads(const HeadOutputs& a, const HeadOutputs& b, const Card& card, Stages& stages) {
  bool final_rows = a.rows.columns > 0 && b.rows.columns > 0;
  if (final_rows)
    TRY(compare_final_rows(a, b, card, stages));
  else
    compare_anchors(a, b, card.task, stages);
  if (a.prototypes.data && b.prototypes.data) compare_prototypes(a.prototypes, b.prototypes, stages);
  return {};
}

Tensor vector_tensor(const std::vector<float>& numbers) {
  return Tensor::of<float>(numbers, {static_cast<int64_t>(numbers.size())});
}

/// Where each anchor is the same place in both: pairs of anchor and class.
int64_t count_common(const std::vector<Detection>& a, const std::vector<Detection>& b) {
  Places in_a = places_of(a);
  return std::ranges::count_if(b,
                               [&](const Detection& each) { return in_a.contains({each.anchor, each.class_index}); });
}

/// Rows of end-to-end heads have no place of their own: the same is what lies there and has the same class.
int64_t count_overlapping(const std::vector<Detection>& a, const std::vector<Detection>& b) {
  constexpr float kSame = 0.9f;
  std::vector<bool> taken(b.size());
  int64_t common = 0;
  for (const Detection& x : a) {
    for (size_t i = 0; i < b.size(); ++i) {
      if (taken[i] || b[i].class_index != x.class_index || !(box_iou(x.box, b[i].box) > kSame)) continue;
      taken[i] = true;
      ++common;
      break;
    }
  }
  return common;
}

}  // namespace

bool same_anchors(const HeadOutputs& a, const HeadOutputs& b) {
  bool tables = a.rows.columns == 0 && b.rows.columns == 0;
  return tables && a.boxes.anchors == b.boxes.anchors && a.scores.columns == b.scores.columns;
}

OutputParity compare_boxes(const HeadOutputs& a, const HeadOutputs& b) {
  Tally tally;
  for (size_t i = 0; i < a.boxes.anchors; ++i) {
    Box x = read_box(a.boxes, a.box_form, i), y = read_box(b.boxes, b.box_form, i);
    for (auto edge : {&Box::x1, &Box::y1, &Box::x2, &Box::y2})
      tally.add(static_cast<double>(x.*edge), static_cast<double>(y.*edge));
  }
  return tally.result("boxes", {static_cast<int64_t>(a.boxes.anchors), 4});
}

OutputParity compare_tables(std::string name, const AnchorTable& a, const AnchorTable& b) {
  Tally tally;
  for (size_t i = 0; i < a.anchors; ++i)
    for (size_t c = 0; c < a.columns; ++c) tally.add(static_cast<double>(a(i, c)), static_cast<double>(b(i, c)));
  return tally.result(std::move(name), {static_cast<int64_t>(a.anchors), static_cast<int64_t>(a.columns)});
}

Result<> compare_network(const Side& side_a, const Side& side_b, const StageTrace& a, const StageTrace& b,
                         Stages& stages) {
  compare_letterbox(side_a, side_b, a, b, stages);
  TRY(compare_input(side_a, side_b, a, b, stages));
  TRY(compare_raw(side_a, side_b, a, b, stages));
  const Card& card = side_a.detector().card;
  if (card.task == Task::classify)
    return compare_or_say("decoded", "probabilities", vector_tensor(a.probabilities), vector_tensor(b.probabilities),
                          stages);
  if (a.head && b.head) return compare_heads(*a.head, *b.head, card, stages);
  stages.say("decoded", "boxes", StageState::hidden,
             fmt::format("not visible: suppression is inside {}", which(!a.head, !b.head)));
  return {};
}

std::optional<CommonCount> compare_candidates(const StageTrace& a, const StageTrace& b) {
  if (!a.head || !b.head) return std::nullopt;
  CommonCount count{std::ssize(a.candidates), std::ssize(b.candidates), -1};
  constexpr size_t kMost = 2000;  // of what is compared each with each
  bool rows = a.head->rows.columns > 0 && b.head->rows.columns > 0;
  if (same_anchors(*a.head, *b.head))
    count.common = count_common(a.candidates, b.candidates);
  else if (rows && std::max(a.candidates.size(), b.candidates.size()) <= kMost)
    count.common = count_overlapping(a.candidates, b.candidates);
  return count;
}

}  // namespace ponte::api

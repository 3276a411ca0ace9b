#include "vision/nms.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "vision/rotated.h"

namespace ponte {

namespace {

constexpr size_t kMaxCandidates = 30000;
constexpr float kClassOffset = 7680.0f;
constexpr size_t kBlock = 64;

/// The highest of numbers that lie one after the other; several maxima side by side become vector code. NaN is passed
/// over.
[[gnu::always_inline]] inline float row_maximum(const float* row, size_t count) {
  constexpr size_t kLanes = 16;
  std::array<float, kLanes> lanes;
  lanes.fill(-std::numeric_limits<float>::infinity());
  size_t i = 0;
  for (; i + kLanes <= count; i += kLanes)
    for (size_t k = 0; k < kLanes; ++k) lanes[k] = row[i + k] > lanes[k] ? row[i + k] : lanes[k];
  for (; i < count; ++i) lanes[0] = row[i] > lanes[0] ? row[i] : lanes[0];
  for (size_t k = 0; k < 8; ++k) lanes[k] = lanes[k] > lanes[k + 8] ? lanes[k] : lanes[k + 8];
  for (size_t k = 0; k < 4; ++k) lanes[k] = lanes[k] > lanes[k + 4] ? lanes[k] : lanes[k + 4];
  return std::max(std::max(lanes[0], lanes[1]), std::max(lanes[2], lanes[3]));
}

void row_maxima(const AnchorTable& scores, size_t first, size_t count, float* maxima) {
  const float* row = scores.data + first * scores.anchor_stride;
  for (size_t i = 0; i < count; ++i) maxima[i] = row_maximum(row + i * scores.anchor_stride, scores.columns);
}

#ifdef __x86_64__
/// The same with twice as many numbers at once.
__attribute__((target("avx2"))) void row_maxima_avx2(const AnchorTable& scores, size_t first, size_t count,
                                                     float* maxima) {
  const float* row = scores.data + first * scores.anchor_stride;
  for (size_t i = 0; i < count; ++i) maxima[i] = row_maximum(row + i * scores.anchor_stride, scores.columns);
}
#else
constexpr auto row_maxima_avx2 = row_maxima;
#endif

bool has_avx2() {
#ifdef __x86_64__
  return __builtin_cpu_supports("avx2") != 0;
#else
  return false;
#endif
}

/// The best score of each of a block of anchors. NaN is passed over here and seen by best_class().
void block_maxima(const AnchorTable& scores, size_t first, size_t count, std::array<float, kBlock>& maxima) {
  maxima.fill(-std::numeric_limits<float>::infinity());
  if (scores.anchor_stride == 1 && count == kBlock) {
    for (size_t c = 0; c < scores.columns; ++c) {
      const float* column = scores.data + c * scores.column_stride + first;
      for (size_t i = 0; i < kBlock; ++i) maxima[i] = column[i] > maxima[i] ? column[i] : maxima[i];
    }
    return;
  }
  if (scores.column_stride == 1) {
    (has_avx2() ? row_maxima_avx2 : row_maxima)(scores, first, count, maxima.data());
    return;
  }
  for (size_t i = 0; i < count; ++i)
    for (size_t c = 0; c < scores.columns; ++c) maxima[i] = std::max(maxima[i], scores(first + i, c));
}

/// The first class with the highest score, or -1 when a score is NaN.
int best_class(const AnchorTable& scores, size_t anchor) {
  size_t best = 0;
  for (size_t c = 0; c < scores.columns; ++c) {
    float score = scores(anchor, c);
    if (std::isnan(score)) return -1;
    if (score > scores(anchor, best)) best = c;
  }
  return static_cast<int>(best);
}

float class_offset(const Detection& detection, const NmsOptions& options) {
  bool apart = !options.class_agnostic && options.separation == ClassSeparation::offset;
  return apart ? static_cast<float>(detection.class_index) * kClassOffset : 0.0f;
}

bool may_suppress(const Detection& a, const Detection& b, const NmsOptions& options) {
  return options.class_agnostic || options.separation == ClassSeparation::offset || a.class_index == b.class_index;
}

/// Whether a rotated box goes because of an overlap.
bool is_too_much(float overlap, float threshold, RotatedLimit limit) {
  return limit == RotatedLimit::reached ? overlap >= threshold : overlap > threshold;
}

}  // namespace

Box read_box(const AnchorTable& boxes, BoxForm form, size_t anchor) {
  float a = boxes(anchor, 0), b = boxes(anchor, 1), c = boxes(anchor, 2), d = boxes(anchor, 3);
  if (form == BoxForm::corners) return {a, b, c, d};
  float half_width = c / 2, half_height = d / 2;
  return {a - half_width, b - half_height, a + half_width, b + half_height};
}

bool is_wanted(std::span<const int> classes, int class_index) {
  return classes.empty() || std::ranges::find(classes, class_index) != classes.end();
}

float box_iou(const Box& a, const Box& b) {
  float width = std::min(a.x2, b.x2) - std::max(a.x1, b.x1);
  float height = std::min(a.y2, b.y2) - std::max(a.y1, b.y1);
  float shared = std::max(width, 0.0f) * std::max(height, 0.0f);
  if (shared == 0.0f) return 0.0f;
  float area_a = (a.x2 - a.x1) * (a.y2 - a.y1), area_b = (b.x2 - b.x1) * (b.y2 - b.y1);
  return shared / (area_a + area_b - shared);
}

std::vector<Detection> select_candidates(const AnchorTable& boxes, BoxForm form, const AnchorTable& scores,
                                         const NmsOptions& options) {
  std::vector<Detection> candidates;
  std::array<float, kBlock> maxima;
  for (size_t first = 0; first < scores.anchors; first += kBlock) {
    size_t count = std::min(kBlock, scores.anchors - first);
    block_maxima(scores, first, count, maxima);
    for (size_t i = 0; i < count; ++i) {
      if (!(maxima[i] > options.confidence)) continue;
      size_t anchor = first + i;
      int class_index = best_class(scores, anchor);
      if (class_index < 0 || !is_wanted(options.classes, class_index)) continue;
      candidates.push_back({read_box(boxes, form, anchor), maxima[i], class_index, static_cast<int>(anchor)});
    }
  }
  std::ranges::stable_sort(candidates, std::greater{}, &Detection::confidence);
  if (candidates.size() > kMaxCandidates) candidates.resize(kMaxCandidates);
  return candidates;
}

std::vector<Detection> suppress(std::span<const Detection> candidates, const NmsOptions& options) {
  std::vector<Detection> kept;
  std::vector<Box> kept_boxes;  // apart by class
  for (const Detection& candidate : candidates) {
    if (std::ssize(kept) >= options.max_detections) break;
    float offset = class_offset(candidate, options);
    Box box = candidate.box;
    box = {box.x1 + offset, box.y1 + offset, box.x2 + offset, box.y2 + offset};
    // A box is dropped by a kept one only, so what comes after the last one wanted need not be looked at.
    bool overlaps = false;
    for (size_t i = 0; i < kept.size() && !overlaps; ++i)
      overlaps = may_suppress(kept[i], candidate, options) && box_iou(kept_boxes[i], box) > options.iou;
    if (overlaps) continue;
    kept.push_back(candidate);
    kept_boxes.push_back(box);
  }
  return kept;
}

std::vector<Detection> suppress_rotated(std::span<const Detection> candidates, const AnchorTable& angles,
                                        const NmsOptions& options) {
  std::vector<Detection> kept;
  std::vector<Gaussian> shapes;  // of all candidates so far, apart by class
  auto threshold = static_cast<float>(options.iou);
  for (const Detection& candidate : candidates) {
    if (std::ssize(kept) >= options.max_detections) break;
    float offset = class_offset(candidate, options);
    RotatedBox box = turned(candidate.box, angles(static_cast<size_t>(candidate.anchor), 0));
    box.cx += offset;
    box.cy += offset;
    Gaussian shape(box);
    bool overlaps = false;
    for (size_t i = 0; i < shapes.size() && !overlaps; ++i)
      overlaps = may_suppress(candidates[i], candidate, options) &&
                 is_too_much(shapes[i].overlap(shape), threshold, options.rotated_limit);
    shapes.push_back(shape);
    if (!overlaps) kept.push_back(candidate);
  }
  return kept;
}

}  // namespace ponte

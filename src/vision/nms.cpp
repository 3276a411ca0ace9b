#include "vision/nms.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

#include "vision/rotated.h"

namespace ponte::vision {

namespace {

constexpr size_t kMaxCandidates = 30000;
constexpr float kClassOffset = 7680.0f;
/// So many anchors' scores, of 80 classes, are still in the nearer caches when the best class of some is looked for.
constexpr size_t kBlock = 1024;
constexpr size_t kChunk = 16;
using Maxima = std::array<float, kBlock>;

/// The score, if it is higher than the best so far; not when it is NaN.
[[gnu::always_inline]] inline float higher(float score, float best) { return score > best ? score : best; }

/// The highest of numbers that lie one after the other; several maxima side by side become vector code. NaN is passed
/// over.
[[gnu::always_inline]] inline float row_maximum(const float* row, size_t count) {
  constexpr size_t kLanes = 16;
  std::array<float, kLanes> lanes;
  lanes.fill(-std::numeric_limits<float>::infinity());
  size_t i = 0;
  for (; i + kLanes <= count; i += kLanes)
    for (size_t k = 0; k < kLanes; ++k) lanes[k] = higher(row[i + k], lanes[k]);
  for (; i < count; ++i) lanes[0] = higher(row[i], lanes[0]);
  for (size_t k = 0; k < 8; ++k) lanes[k] = higher(lanes[k], lanes[k + 8]);
  for (size_t k = 0; k < 4; ++k) lanes[k] = higher(lanes[k], lanes[k + 4]);
  return std::max(std::max(lanes[0], lanes[1]), std::max(lanes[2], lanes[3]));
}

[[gnu::always_inline]] inline void row_maxima(const AnchorTable& scores, size_t first, size_t count, Maxima& maxima) {
  const float* row = scores.data + first * scores.anchor_stride;
  for (size_t i = 0; i < count; ++i) maxima[i] = row_maximum(row + i * scores.anchor_stride, scores.columns);
}

/// The same where the anchors of a class lie one after the other, in whole chunks. Four classes at a time, or keeping
/// the maxima would take longer than reading the scores.
[[gnu::always_inline]] inline void column_maxima(const AnchorTable& scores, size_t first, size_t chunks,
                                                 Maxima& maxima) {
  Maxima highest;  // of its own: the compiler sees that the scores are elsewhere
  highest.fill(-std::numeric_limits<float>::infinity());
  const size_t stride = scores.column_stride;
  size_t c = 0;
  for (; c + 4 <= scores.columns; c += 4) {
    for (size_t from = 0; from < chunks * kChunk; from += kChunk) {
      const float *a = scores.data + c * stride + first + from, *b = a + stride, *d = b + stride, *e = d + stride;
      float* best = highest.data() + from;
      for (size_t i = 0; i < kChunk; ++i) best[i] = higher(e[i], higher(d[i], higher(b[i], higher(a[i], best[i]))));
    }
  }
  for (; c < scores.columns; ++c)
    for (size_t i = 0; i < chunks * kChunk; ++i) highest[i] = higher(scores(first + i, c), highest[i]);
  std::copy_n(highest.begin(), chunks * kChunk, maxima.begin());
}

/// The best score of each of a block of anchors. NaN is passed over here and seen by best_class().
[[gnu::always_inline]] inline void any_maxima(const AnchorTable& scores, size_t first, size_t count, Maxima& maxima) {
  if (scores.column_stride == 1) return row_maxima(scores, first, count, maxima);
  size_t chunks = scores.anchor_stride == 1 ? count / kChunk : 0;
  column_maxima(scores, first, chunks, maxima);
  for (size_t i = chunks * kChunk; i < count; ++i) {
    maxima[i] = -std::numeric_limits<float>::infinity();
    for (size_t c = 0; c < scores.columns; ++c) maxima[i] = higher(scores(first + i, c), maxima[i]);
  }
}

void block_maxima_plain(const AnchorTable& scores, size_t first, size_t count, Maxima& maxima) {
  any_maxima(scores, first, count, maxima);
}

#ifdef __x86_64__
/// The same with twice as many numbers at once.
__attribute__((target("avx2"))) void block_maxima_avx2(const AnchorTable& scores, size_t first, size_t count,
                                                       Maxima& maxima) {
  any_maxima(scores, first, count, maxima);
}
#else
constexpr auto block_maxima_avx2 = block_maxima_plain;
#endif

bool has_avx2() {
#ifdef __x86_64__
  return __builtin_cpu_supports("avx2") != 0;
#else
  return false;
#endif
}

/// The first class with the highest score, which is known, or -1 when a score is NaN. Four at a time and without
/// branches, which would wait for the scores.
int best_class(const AnchorTable& scores, size_t anchor, float highest) {
  using Scores [[gnu::vector_size(16)]] = float;
  using Flags [[gnu::vector_size(16)]] = int32_t;
  const size_t stride = scores.column_stride;
  const float* score = scores.data + anchor * scores.anchor_stride;
  const int count = static_cast<int>(scores.columns);
  const Flags none = {count, count, count, count};
  Flags first = none, classes = {0, 1, 2, 3}, are_nan = {};
  const Scores wanted = {highest, highest, highest, highest};
  int c = 0;
  for (; c + 4 <= count; c += 4, classes += 4, score += 4 * stride) {
    Scores four = {score[0], score[stride], score[2 * stride], score[3 * stride]};
    are_nan |= four != four;
    Flags here = four == wanted ? classes : none;
    first = here < first ? here : first;
  }
  int best = std::min(std::min(first[0], first[1]), std::min(first[2], first[3]));
  bool has_nan = (are_nan[0] | are_nan[1] | are_nan[2] | are_nan[3]) != 0;
  for (; c < count; ++c, score += stride) {
    has_nan |= std::isnan(*score);
    if (*score == highest) best = std::min(best, c);
  }
  return has_nan ? -1 : best;
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

/// Most pairs do not, which is quickly said.
bool have_common_area(const Box& a, const Box& b) {
  return (a.x1 < b.x2) & (b.x1 < a.x2) & (a.y1 < b.y2) & (b.y1 < a.y2);
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
  Maxima maxima;
  const auto block_maxima = has_avx2() ? block_maxima_avx2 : block_maxima_plain;
  for (size_t first = 0; first < scores.anchors; first += kBlock) {
    size_t count = std::min(kBlock, scores.anchors - first);
    block_maxima(scores, first, count, maxima);
    for (size_t i = 0; i < count; ++i) {
      if (!(maxima[i] > options.confidence)) continue;
      size_t anchor = first + i;
      int class_index = best_class(scores, anchor, maxima[i]);
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
      overlaps = have_common_area(kept_boxes[i], box) && may_suppress(kept[i], candidate, options) &&
                 box_iou(kept_boxes[i], box) > options.iou;
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
    RotatedBox box = rotate_box(candidate.box, angles(static_cast<size_t>(candidate.anchor), 0));
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

}  // namespace ponte::vision

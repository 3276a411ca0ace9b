#include "measure/row_parity.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "measure/tally.h"
#include "vision/nms.h"
#include "vision/rotated.h"

namespace ponte::measure {

namespace {

constexpr size_t kBox = 4, kScore = 4, kClass = 5, kExtra = 6;

/// The rows of one image of an output.
struct Rows {
  std::span<const double> values;
  size_t width;

  size_t count() const { return values.size() / width; }
  std::span<const double> row(size_t i) const { return values.subspan(i * width, width); }
};

/// What differences are measured by: the largest numbers of the reference. `extra` infinite: they do not count.
struct Scale {
  double box, extra;
};

double distance(std::span<const double> a, std::span<const double> b, const Scale& scale) {
  double furthest = std::abs(a[kScore] - b[kScore]);
  for (size_t i = 0; i < kBox; ++i) furthest = std::max(furthest, std::abs(a[i] - b[i]) / scale.box);
  for (size_t i = kExtra; i < a.size(); ++i) furthest = std::max(furthest, std::abs(a[i] - b[i]) / scale.extra);
  return std::isnan(furthest) ? std::numeric_limits<double>::infinity() : furthest;
}

/// How much the boxes of two rows overlap: rotated ones as Gaussians, others by their corners.
double overlap(std::span<const double> a, std::span<const double> b, bool rotated) {
  auto number = [](std::span<const double> row, size_t i) { return static_cast<float>(row[i]); };
  auto box = [&](std::span<const double> row) {
    return Box{number(row, 0), number(row, 1), number(row, 2), number(row, 3)};
  };
  auto gaussian = [&](std::span<const double> row) {
    return Gaussian({number(row, 0), number(row, 1), number(row, 2), number(row, 3), number(row, kExtra)});
  };
  return rotated ? gaussian(a).overlap(gaussian(b)) : box_iou(box(a), box(b));
}

struct Partner {
  size_t index;
  double distance;
};

/// The unused row of the same class that is nearest.
std::optional<Partner> nearest(std::span<const double> row, const Rows& among, const std::vector<bool>& used,
                               const Scale& scale) {
  std::optional<Partner> best;
  for (size_t i = 0; i < among.count(); ++i) {
    if (used[i] || among.row(i)[kClass] != row[kClass]) continue;
    double apart = distance(row, among.row(i), scale);
    if (!best || apart < best->distance) best = Partner{i, apart};
  }
  return best;
}

/// The score by which rows are ordered: what is not a number must be seen, so it comes first.
double rank_of(std::span<const double> row) {
  return std::isnan(row[kScore]) ? std::numeric_limits<double>::infinity() : row[kScore];
}

/// Indices of the rows above a score, best first.
std::vector<size_t> best_first(const Rows& rows, double min_score) {
  std::vector<size_t> order;
  for (size_t i = 0; i < rows.count(); ++i)
    if (rank_of(rows.row(i)) > min_score) order.push_back(i);
  std::ranges::stable_sort(order, std::greater{}, [&](size_t i) { return rank_of(rows.row(i)); });
  return order;
}

class Comparison {
 public:
  explicit Comparison(const RowParityOptions& options) : options_(options) {}

  void add_image(const Rows& reference, const Rows& candidate, const Scale& scale) {
    std::vector<size_t> order = best_first(reference, options_.min_score);
    bool is_full = order.size() == reference.count();
    double cut = is_full && !order.empty() ? reference.row(order.back())[kScore] + options_.tie : -1;
    if (options_.anywhere) cut = std::numeric_limits<double>::infinity();
    std::vector<bool> used(candidate.count());
    for (size_t i : order) {
      std::span<const double> row = reference.row(i);
      std::optional<Partner> partner = nearest(row, candidate, used, scale);
      bool replaceable = row[kScore] <= cut && (!partner || partner->distance > options_.replaced);
      if (replaceable)
        ++(has_rival(row, candidate) ? outdone_ : replaced_);
      else if (!partner)
        ++unmatched_;
      if (replaceable || !partner) continue;
      used[partner->index] = true;
      add_pair(row, candidate.row(partner->index));
    }
  }

  RowParity result(const std::string& name, int64_t extra) const {
    return {boxes_.result(name + " boxes", {pairs_, 4}),
            scores_.result(name + " scores", {pairs_, 1}),
            extra_.result(name + " extra", {pairs_, extra}),
            unmatched_,
            replaced_,
            outdone_};
  }

 private:
  void add_pair(std::span<const double> a, std::span<const double> b) {
    ++pairs_;
    for (size_t i = 0; i < kBox; ++i) boxes_.add(a[i], b[i]);
    scores_.add(a[kScore], b[kScore]);
    for (size_t i = kExtra; i < a.size(); ++i) extra_.add(a[i], b[i]);
  }

  bool has_rival(std::span<const double> row, const Rows& candidate) const {
    for (size_t i = 0; i < candidate.count(); ++i) {
      std::span<const double> other = candidate.row(i);
      if (other[kScore] >= row[kScore] - options_.replaced &&
          overlap(row, other, options_.rotated) > options_.rival_overlap)
        return true;
    }
    return false;
  }

  RowParityOptions options_;
  Tally boxes_, scores_, extra_;
  int64_t pairs_ = 0, unmatched_ = 0, replaced_ = 0, outdone_ = 0;
};

/// The largest number in columns [begin, end) of rows.
double largest_number(std::span<const double> values, size_t width, size_t begin, size_t end) {
  double largest = std::numeric_limits<double>::min();
  for (size_t at = 0; at < values.size(); at += width)
    for (size_t i = at + begin; i < at + end; ++i)
      if (std::isfinite(values[i])) largest = std::max(largest, std::abs(values[i]));
  return largest;
}

}  // namespace

Result<RowParity> compare_rows(const std::string& name, const Tensor& reference, const Tensor& candidate,
                               const RowParityOptions& options) {
  const Dims& dims = reference.dims();
  if (dims != candidate.dims())
    return fail(ErrorKind::check_failed, "{}: the shape is [{}], the reference has [{}]", name,
                dims_text(candidate.dims()), dims_text(dims));
  if (dims.size() != 3 || dims[2] < 6) return internal("{}: [{}] are not rows of detections", name, dims_text(dims));

  std::vector<double> expected = reference.to_doubles();
  std::vector<double> found = candidate.to_doubles();
  size_t width = static_cast<size_t>(dims[2]);
  size_t image_size = static_cast<size_t>(dims[1]) * width;
  Scale scale{largest_number(expected, width, 0, kBox), std::numeric_limits<double>::infinity()};
  if (options.anywhere) scale.extra = largest_number(expected, width, kExtra, width);
  Comparison comparison(options);
  for (size_t at = 0; at < expected.size(); at += image_size)
    comparison.add_image({std::span(expected).subspan(at, image_size), width},
                         {std::span(found).subspan(at, image_size), width}, scale);
  return comparison.result(name, dims[2] - 6);
}

std::vector<OutputParity> parts_of(const std::string& name, const RowParity& parity, int64_t most_replaced) {
  std::vector<OutputParity> parts{parity.boxes, parity.scores};
  if (!parity.extra.dims.empty() && parity.extra.dims.back() > 0) parts.push_back(parity.extra);
  int64_t lost = parity.unmatched;
  if (parity.replaced > most_replaced) lost += parity.replaced;
  if (parity.outdone > parity.boxes.dims[0]) lost += parity.outdone;
  constexpr double kFar = std::numeric_limits<double>::infinity();
  if (lost > 0)
    parts.push_back({.name = name + " unmatched", .dims = {lost}, .max_abs = kFar, .mean_abs = kFar, .cosine = 0});
  return parts;
}

}  // namespace ponte::measure

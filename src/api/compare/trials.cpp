#include "api/compare/trials.h"

#include <algorithm>
#include <cmath>

#include "api/compare/network_stages.h"
#include "ponte/against.h"

namespace ponte::api {

namespace {

/// A trial explains a difference when it leaves no more than this of it.
constexpr double kRemains = 0.1;
/// Less than this of the mean magnitude is no difference of convention.
constexpr double kGross = 0.02;

/// Mean difference over mean magnitude.
double relative_mean(const std::vector<Tensor>& a, const std::vector<Tensor>& b) {
  double apart = 0, all = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    if (i >= b.size() || a[i].dims() != b[i].dims() || !is_float(a[i].dtype())) continue;
    std::vector<float> x = a[i].to_floats(), y = b[i].to_floats();
    for (size_t k = 0; k < x.size(); ++k) {
      apart += std::abs(static_cast<double>(x[k]) - static_cast<double>(y[k]));
      all += std::abs(static_cast<double>(x[k]));
    }
  }
  return all > 0 ? apart / all : 0;
}

/// Of what the two gave: raw maps where both show them, otherwise objects.
struct Outcome {
  const Side& side;
  const StageTrace& reference;

  Result<double> distance(const std::vector<Tensor>& raw, const std::vector<Tensor>& outputs) const {
    if (!reference.raw.empty() && !raw.empty()) return relative_mean(reference.raw, raw);
    if (!reference.probabilities.empty()) return relative_mean(reference.outputs, outputs);
    PictureResult found = reference.result;
    found.objects.clear();
    TRY(side.model.read(outputs, reference.fitted.plan, found));
    ObjectMatches matches = match_objects(reference.result, found);
    double apart = static_cast<double>(matches.lost.size() + matches.added.size());
    double all = static_cast<double>(reference.result.objects.size() + found.objects.size());
    for (const ObjectMatches::Pair& pair : matches.pairs) apart += 2 * std::abs(static_cast<double>(pair.score_change));
    return all > 0 ? apart / all : 0;
  }
};

template <class T>
Tensor swap_colours(const Tensor& input, bool planes) {
  std::vector<T> values = input.elements<T>();
  size_t third = values.size() / 3;
  if (planes)
    std::swap_ranges(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(third),
                     values.begin() + static_cast<std::ptrdiff_t>(2 * third));
  else
    for (size_t i = 0; i + 2 < values.size(); i += 3) std::swap(values[i], values[i + 2]);
  return Tensor::of<T>(std::move(values), input.dims());
}

Tensor scale(const Tensor& input, float factor) {
  std::vector<float> values = input.to_floats();
  for (float& value : values) value *= factor;
  return Tensor::of(std::move(values), input.dims());
}

std::optional<Tensor> apply_change(const Tensor& input, InputChange change) {
  bool whole = input.dtype() == DType::u8 && input.dims().size() == 3;
  bool planes = input.dtype() == DType::f32 && input.dims().size() == 4 && input.dims()[0] == 1 && input.dims()[1] == 3;
  if (change == InputChange::colours_swapped && whole) return swap_colours<uint8_t>(input, false);
  if (change == InputChange::colours_swapped && planes) return swap_colours<float>(input, true);
  if (!planes) return std::nullopt;
  if (change == InputChange::times_255) return scale(input, 255.0f);
  if (change == InputChange::over_255) return scale(input, 1 / 255.0f);
  return std::nullopt;
}

bool explains(const OutputParity& before, const OutputParity& after) {
  return after.mean_abs <= kRemains * before.mean_abs;
}

/// A table of one's own.
struct OwnTable {
  std::vector<float> numbers;
  size_t columns;

  explicit OwnTable(const AnchorTable& table) : columns(table.columns) {
    numbers.reserve(table.anchors * columns);
    for (size_t i = 0; i < table.anchors; ++i)
      for (size_t c = 0; c < columns; ++c) numbers.push_back(table(i, c));
  }
  AnchorTable table() const { return {numbers.data(), columns ? numbers.size() / columns : 0, columns, columns, 1}; }
};

bool are_logits(const AnchorTable& scores, const AnchorTable& logits, const OutputParity& before) {
  OwnTable own(logits);
  if (std::ranges::all_of(own.numbers, [](float x) { return x >= 0 && x <= 1; })) return false;
  for (float& x : own.numbers) x = 1 / (1 + std::exp(-x));
  return explains(before, compare_tables("", scores, own.table()));
}

/// Each column of B in the place of the column of A that it is nearest to, over the anchors that say most.
bool is_class_order(const AnchorTable& a, const AnchorTable& b, const OutputParity& before) {
  constexpr size_t kMostClasses = 256, kAnchors = 64;
  if (a.columns < 2 || a.columns > kMostClasses) return false;
  std::vector<std::pair<float, size_t>> best;
  for (size_t i = 0; i < a.anchors; ++i) {
    float score = 0;
    for (size_t c = 0; c < a.columns; ++c) score = std::max(score, a(i, c));
    best.emplace_back(-score, i);
  }
  std::ranges::sort(best);
  best.resize(std::min(best.size(), kAnchors));
  auto distance = [&](size_t x, size_t y) {
    double sum = 0;
    for (auto [score, i] : best) sum += std::abs(static_cast<double>(a(i, x)) - static_cast<double>(b(i, y)));
    return sum;
  };
  std::vector<size_t> place(a.columns);
  bool moved = false;
  for (size_t x = 0; x < a.columns; ++x) {
    place[x] = x;
    for (size_t y = 0; y < a.columns; ++y)
      if (distance(x, y) < distance(x, place[x])) place[x] = y;
    moved |= place[x] != x;
  }
  if (!moved) return false;
  OwnTable own(b);
  for (size_t i = 0; i < a.anchors; ++i)
    for (size_t c = 0; c < a.columns; ++c) own.numbers[i * a.columns + c] = b(i, place[c]);
  return explains(before, compare_tables("", a, own.table()));
}

/// Rows by the sum of their scores.
bool is_anchor_order(const AnchorTable& a, const AnchorTable& b, const OutputParity& before) {
  auto sums = [](const AnchorTable& table) {
    std::vector<float> sums;
    for (size_t i = 0; i < table.anchors; ++i) {
      double sum = 0;
      for (size_t c = 0; c < table.columns; ++c) sum += static_cast<double>(table(i, c));
      sums.push_back(static_cast<float>(sum));
    }
    return sums;
  };
  std::vector<float> x = sums(a), y = sums(b);
  auto table = [](const std::vector<float>& column) { return AnchorTable{column.data(), column.size(), 1, 1, 1}; };
  OutputParity as_they_are = compare_tables("", table(x), table(y));
  std::ranges::sort(x);
  std::ranges::sort(y);
  return before.mean_abs > 0 && explains(as_they_are, compare_tables("", table(x), table(y)));
}

bool are_fractions(const HeadOutputs& a, const HeadOutputs& b, const Letterbox& plan, const OutputParity& before) {
  HeadOutputs pixels = b;
  OwnTable own(b.boxes);
  for (size_t i = 0; i < own.numbers.size(); ++i)
    own.numbers[i] *= static_cast<float>(i % 2 == 0 ? plan.width : plan.height);
  pixels.boxes = own.table();
  return explains(before, compare_boxes(a, pixels));
}

}  // namespace

Result<InputChange> try_inputs(const Side& side_b, const StageTrace& a, const StageTrace& b) {
  Outcome outcome{side_b, a};
  TRY_ASSIGN(double before, outcome.distance(b.raw, b.outputs));
  if (!(before > kGross)) return InputChange::none;
  for (InputChange change : {InputChange::colours_swapped, InputChange::times_255, InputChange::over_255}) {
    std::optional<Tensor> input = apply_change(b.fitted.input, change);
    if (!input) continue;
    std::vector<Tensor> raw, outputs;
    if (side_b.raw) {
      TRY_ASSIGN(raw, side_b.raw->session->run({*input}));
    }
    TRY_ASSIGN(outputs, side_b.model.run(*input));
    // A trial may drive a network out of its range; that only means that it does not explain.
    auto after = outcome.distance(raw, outputs);
    if (after && *after <= kRemains * before) return change;
  }
  return InputChange::none;
}

OutputForms try_forms(const HeadOutputs& a, const HeadOutputs& b, const Letterbox& plan) {
  OutputForms forms;
  if (!same_anchors(a, b)) return forms;
  auto gross = [](const OutputParity& parity) {
    return parity.mean_abs > kRounding * std::max(1.0, parity.max_reference) / 10;
  };
  OutputParity scores = compare_tables("", a.scores, b.scores), boxes = compare_boxes(a, b);
  if (gross(scores)) {
    forms.score_logits = are_logits(a.scores, b.scores, scores) || are_logits(b.scores, a.scores, scores);
    forms.class_order = !forms.score_logits && is_class_order(a.scores, b.scores, scores);
    forms.anchor_order = !forms.score_logits && !forms.class_order && is_anchor_order(a.scores, b.scores, scores);
  }
  if (gross(boxes)) {
    forms.box_fractions = are_fractions(a, b, plan, boxes) || are_fractions(b, a, plan, boxes);
    HeadOutputs other = b;
    other.box_form = b.box_form == BoxForm::corners ? BoxForm::centre : BoxForm::corners;
    forms.box_form = !forms.box_fractions && explains(boxes, compare_boxes(a, other));
  }
  return forms;
}

}  // namespace ponte::api

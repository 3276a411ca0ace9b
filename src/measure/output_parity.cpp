#include "measure/output_parity.h"

#include <algorithm>

#include "measure/row_parity.h"
#include "measure/suppressed_rows.h"

namespace ponte::measure {

namespace {

/// Rows of an anchor-based head: a row per anchor.
Result<std::vector<OutputParity>> compare_anchored(const Tensor& reference, const Tensor& candidate, int64_t classes) {
  int64_t numbers = reference.dims()[2];
  std::vector<Slice> slices{{"output0 boxes", 0, 4}, {"output0 scores", 4, 5 + classes}};
  if (5 + classes < numbers) slices.push_back({"output0 extra", 5 + classes, numbers});
  return compare_slices(reference, candidate, 2, slices);
}

/// Boxes and scores of a joint output are of very different size: each is measured by itself.
Result<std::vector<OutputParity>> compare_joint(const Tensor& reference, const Tensor& candidate, const Card& card) {
  int64_t classes = static_cast<int64_t>(card.names.size()), channels = reference.dims()[1];
  bool has_rows = channels > reference.dims()[2] && 5 + classes <= reference.dims()[2];
  if (has_rows) return compare_anchored(reference, candidate, classes);
  std::vector<Slice> slices{{"output0 boxes", 0, 4}, {"output0 scores", 4, 4 + classes}};
  if (4 + classes < channels) slices.push_back({"output0 extra", 4 + classes, channels});
  return compare_slices(reference, candidate, 1, slices);
}

/// Rows that are looked at. Of a made-up picture all scores may be low: then the better ones among them, so that never
/// nothing is compared.
double lowest_score(const Tensor& rows) {
  std::vector<double> numbers = rows.to_doubles();
  double best = 0;
  size_t width = static_cast<size_t>(rows.dims()[2]);
  for (size_t at = 0; at + width <= numbers.size(); at += width) best = std::max(best, numbers[at + 4]);
  return std::min(RowParityOptions{}.min_score, best / 2);
}

Result<std::vector<OutputParity>> compare_end_to_end(const Tensor& reference, const Tensor& candidate,
                                                     const MadeWith& made) {
  RowParityOptions options{.min_score = lowest_score(reference), .replaced = tolerance_of(made.precision).other_row};
  TRY_ASSIGN(RowParity rows, compare_rows("output0", reference, candidate, options));
  if (rows.boxes.dims[0] > 0 || rows.unmatched > 0) return parts_of("output0", rows, rows.replaced);
  TRY_ASSIGN(OutputParity whole, compare_tensors("output0", reference, candidate));
  return std::vector<OutputParity>{std::move(whole)};
}

}  // namespace

Result<std::vector<OutputParity>> compare_output(const std::string& name, const Tensor& reference,
                                                 const Tensor& candidate, const Card& card, const MadeWith& made) {
  bool is_rows = reference.dims().size() == 3 && is_float(reference.dtype());
  if (name == "output0" && is_rows && card.layout == HeadLayout::end_to_end)
    return compare_end_to_end(reference, candidate, made);
  if (name == "detections" && is_rows && reference.dims()[2] >= 6)
    return compare_suppressed(reference, candidate, card, made);
  if (name == "count" && card.layout == HeadLayout::detections) return compare_counts(reference, candidate, made);
  bool has_names = !card.names.empty() && is_rows && 4 + static_cast<int64_t>(card.names.size()) <= reference.dims()[1];
  if (name == "output0" && has_names && card.layout == HeadLayout::joint)
    return compare_joint(reference, candidate, card);
  TRY_ASSIGN(OutputParity whole, compare_tensors(name, reference, candidate));
  return std::vector<OutputParity>{std::move(whole)};
}

}  // namespace ponte::measure

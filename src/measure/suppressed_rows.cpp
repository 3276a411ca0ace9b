#include "measure/suppressed_rows.h"

#include "measure/row_parity.h"

namespace ponte::measure {

namespace {

int64_t others_among(int64_t rows, const MadeWith& made) {
  return 1 + static_cast<int64_t>(static_cast<double>(rows) * tolerance_of(made.precision).other_rows);
}

}  // namespace

Result<std::vector<OutputParity>> compare_suppressed(const Tensor& reference, const Tensor& candidate, const Card& card,
                                                     const MadeWith& made) {
  // Boxes that overlap by hardly less than the threshold here do by more there.
  constexpr double kHardly = 0.05;
  RowParityOptions options{.min_score = 0,
                           .replaced = tolerance_of(made.precision).other_row,
                           .anywhere = true,
                           .rival_overlap = made.overlap - kHardly,
                           .rotated = card.task == Task::obb};
  TRY_ASSIGN(RowParity rows, compare_rows("detections", reference, candidate, options));
  int64_t pairs = rows.boxes.dims[0];
  if (pairs == 0 && rows.replaced <= 1) {
    TRY_ASSIGN(OutputParity whole, compare_tensors("detections", reference, candidate));
    return std::vector<OutputParity>{std::move(whole)};
  }
  return parts_of("detections", rows, others_among(pairs + rows.replaced, made));
}

Result<std::vector<OutputParity>> compare_counts(const Tensor& reference, const Tensor& candidate,
                                                 const MadeWith& made) {
  TRY_ASSIGN(OutputParity counts, compare_tensors("count", reference, candidate));
  auto most = static_cast<double>(others_among(static_cast<int64_t>(counts.max_reference), made));
  return counts.max_abs <= most ? std::vector<OutputParity>{} : std::vector<OutputParity>{std::move(counts)};
}

}  // namespace ponte::measure

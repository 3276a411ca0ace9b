#pragma once
// Models with suppression inside compared, whose rows are as many in every run.

#include "measure/parity.h"
#include "measure/tolerance.h"

namespace ponte::measure {

/// (B, n, 6 + extra) rows as sets. Some may be others: rounding decides which of two overlapping boxes of nearly equal
/// scores goes, and whether one is over the threshold.
Result<std::vector<OutputParity>> compare_suppressed(const Tensor& reference, const Tensor& candidate, const Card& card,
                                                     const MadeWith& made);

/// (B) how many rows there are. Nothing where no more are missing than may be others.
Result<std::vector<OutputParity>> compare_counts(const Tensor& reference, const Tensor& candidate,
                                                 const MadeWith& made);

}  // namespace ponte::measure

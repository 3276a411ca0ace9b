#pragma once
// Parity of end-to-end outputs: rows of detections, best first, whose order among near-equals means nothing.

#include "measure/parity.h"

namespace ponte::measure {

struct RowParityOptions {
  double min_score = 0.05;  ///< reference rows below are not looked at
  /// Where all rows are taken, scores this near to the last row's may fall on either side of the model's own cut.
  double tie = 1e-4;
  /// A row at the cut whose partner is further away than this (see compare_rows) was replaced by another detection.
  double replaced = 1e-2;
  /// Whether any row may be replaced, for models that give the best class of an anchor only: another one may be as
  /// good. What follows the class then counts in the distance, over the largest such number.
  bool anywhere = false;
  /// Of models with suppression inside: a replaced row is no other one when a candidate row, hardly worse, overlaps it
  /// by more than this: rounding decides which of the two goes. More than 1: none is.
  double rival_overlap = 2;
  bool rotated = false;  ///< boxes are cx cy w h, and the angle follows the class
};

/// Rows of two outputs, paired.
struct RowParity {
  OutputParity boxes;     ///< x1 y1 x2 y2 (or cx cy w h); dims [pairs, 4]
  OutputParity scores;    ///< dims [pairs, 1]
  OutputParity extra;     ///< mask coefficients, keypoints or angle; dims [pairs, 0] when there are none
  int64_t unmatched = 0;  ///< reference rows for which the candidate has no row of their class left
  int64_t replaced = 0;   ///< reference rows whose place another detection may have: those at the cut
  int64_t outdone = 0;    ///< replaced ones in whose place a rival stands; not among `replaced`
};

/// Compares (batch, rows, 6 + extra) tensors: four box numbers, score, class, extra. Rows of the reference are taken
/// from the best down, and each is paired with the unused candidate row of its class that is nearest: distance is the
/// largest of the score's difference and the box numbers' differences over the largest box number.
/// A check_failed error when dims differ, an internal one when they are not of this form.
Result<RowParity> compare_rows(const std::string& name, const Tensor& reference, const Tensor& candidate,
                               const RowParityOptions& options = {});

/// What is to be reported of it: boxes, scores, extra when there is any, and as a further part, infinitely far, the
/// rows without a partner. More replaced rows than `most_replaced` count as such, and more outdone ones than pairs.
std::vector<OutputParity> parts_of(const std::string& name, const RowParity& parity, int64_t most_replaced);

}  // namespace ponte::measure

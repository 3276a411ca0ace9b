#pragma once
// How far what was written may be from its source.

#include <limits>

#include "ponte/convert.h"
#include "uses/measure.h"
#include "yolo/head/head.h"

namespace ponte::measure {

/// What a file was written with that decides how near it can be.
struct MadeWith {
  Precision precision = Precision::fp32;
  double overlap = Suppression{}.iou;  ///< of a file with suppression inside
};

struct Tolerance {
  double relative, cosine;  ///< of the largest number; of the output as a whole
  double other_row;         ///< a row after suppression that is further away is another one
  double other_rows;        ///< how many may be others, of all
  double last_bit;          ///< of a number between 1 and 2
};

/// Trained networks agree to 1e-5 of the largest number. Networks with random weights amplify rounding a thousandfold;
/// a wrong weight or formula misses by far more and turns the output as a whole. With 8 bits single boxes that no score
/// supports go anywhere: only the whole tells.
inline Tolerance tolerance_of(Precision precision) {
  switch (precision) {
    case Precision::fp32: return {1e-2, 0.9999, 1e-3, 0.1, 0x1p-23};
    case Precision::fp16: return {5e-2, 0.999, 1e-2, 0.1, 0x1p-10};
    case Precision::int8_weights:
    case Precision::int8_dynamic: break;
  }
  return {std::numeric_limits<double>::infinity(), 0.9, 0.1, 0.5, 0x1p-7};
}

}  // namespace ponte::measure

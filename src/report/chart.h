#pragma once
// Charts of scores, as SVG that lies in the page.

#include <span>
#include <string>

#include "ponte/compare.h"
#include "uses/report.h"

namespace ponte::report {

/// Confidence in A along x, in B along y; what one of the two lacks lies on an axis.
std::string score_scatter(std::span<const ScorePair> scores);

/// How often the confidence of a matched object changes by how much, from A to B.
std::string change_histogram(std::span<const ScorePair> scores);

}  // namespace ponte::report

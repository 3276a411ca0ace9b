#include "measure/tally.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ponte::measure {

namespace {

double difference(double a, double b) {
  if (a == b || (std::isnan(a) && std::isnan(b))) return 0;
  if (!std::isfinite(a) || !std::isfinite(b)) return std::numeric_limits<double>::infinity();
  return std::abs(a - b);
}

}  // namespace

void Tally::add(double reference, double candidate) {
  double apart = difference(reference, candidate);
  max_abs_ = std::max(max_abs_, apart);
  sum_abs_ += apart;
  ++count_;
  if (std::isfinite(reference)) max_reference_ = std::max(max_reference_, std::abs(reference));
  if (!std::isfinite(reference) || !std::isfinite(candidate)) return;
  dot_ += reference * candidate;
  reference_square_ += reference * reference;
  candidate_square_ += candidate * candidate;
}

OutputParity Tally::result(std::string name, Dims dims) const {
  OutputParity parity{std::move(name), std::move(dims), max_abs_, 0, max_reference_, 1};
  if (count_ > 0) parity.mean_abs = sum_abs_ / static_cast<double>(count_);
  double lengths = std::sqrt(reference_square_) * std::sqrt(candidate_square_);
  if (lengths > 0)
    parity.cosine = std::clamp(dot_ / lengths, -1.0, 1.0);
  else if (reference_square_ != candidate_square_)
    parity.cosine = 0;
  return parity;
}

}  // namespace ponte::measure

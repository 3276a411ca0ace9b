#pragma once
// Sums over pairs of elements, of which a parity is made.

#include "measure/parity.h"

namespace ponte::measure {

class Tally {
 public:
  void add(double reference, double candidate);
  OutputParity result(std::string name, Dims dims) const;

 private:
  int64_t count_ = 0;
  double max_abs_ = 0, sum_abs_ = 0, max_reference_ = 0;
  double dot_ = 0, reference_square_ = 0, candidate_square_ = 0;
};

}  // namespace ponte::measure

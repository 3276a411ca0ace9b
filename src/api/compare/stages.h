#pragma once
// The table of a comparison: one row per value, with the worst of all pictures.

#include "measure/parity.h"
#include "ponte/compare.h"
#include "uses/api.h"

namespace ponte::api {

/// Differences within this fraction of the largest value (or of 1) are rounding.
inline constexpr double kRounding = 1e-4;

StageState rate(double max_abs, double largest);

class Stages {
 public:
  void add(StageDifference row);
  void add(const std::string& stage, const OutputParity& parity);
  /// A row without numbers.
  void say(const std::string& stage, const std::string& output, StageState state, std::string text);

  const std::vector<StageDifference>& rows() const { return rows_; }

 private:
  std::vector<StageDifference> rows_;
};

/// The first row that differs, or is of other sizes in the two; null when there is none.
const StageDifference* first_divergence(const std::vector<StageDifference>& rows);

}  // namespace ponte::api

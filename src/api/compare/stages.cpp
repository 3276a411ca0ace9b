#include "api/compare/stages.h"

#include <algorithm>
#include <tuple>

namespace ponte::api {

StageState rate(double max_abs, double largest) {
  if (max_abs == 0) return StageState::same;
  return max_abs <= kRounding * std::max(1.0, largest) ? StageState::rounding : StageState::differs;
}

void Stages::add(StageDifference row) {
  auto same = std::ranges::find_if(
      rows_, [&](const StageDifference& r) { return r.stage == row.stage && r.output == row.output; });
  if (same == rows_.end()) {
    rows_.push_back(std::move(row));
    return;
  }
  // Texts are of the worst picture.
  if (std::tie(row.state, row.max_abs) > std::tie(same->state, same->max_abs)) same->text = std::move(row.text);
  same->state = std::max(same->state, row.state);
  same->max_abs = std::max(same->max_abs, row.max_abs);
  same->mean_abs = std::max(same->mean_abs, row.mean_abs);
  same->largest = std::max(same->largest, row.largest);
  same->cosine = std::min(same->cosine, row.cosine);
}

void Stages::add(const std::string& stage, const OutputParity& parity) {
  add({stage, parity.name, rate(parity.max_abs, parity.max_reference), parity.max_abs, parity.mean_abs,
       parity.max_reference, parity.cosine, ""});
}

void Stages::say(const std::string& stage, const std::string& output, StageState state, std::string text) {
  add({.stage = stage, .output = output, .state = state, .text = std::move(text)});
}

const StageDifference* first_divergence(const std::vector<StageDifference>& rows) {
  auto diverges = [](const StageDifference& row) {
    return row.state == StageState::differs || row.state == StageState::incomparable;
  };
  auto found = std::ranges::find_if(rows, diverges);
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace ponte::api

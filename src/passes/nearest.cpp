#include "passes/nearest.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace ponte::passes {

namespace {

size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i + 1;
    for (size_t j = 0; j < b.size(); ++j) {
      size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string_view nearest(std::string_view wanted, std::span<const std::string_view> names) {
  wanted = wanted.substr(0, 100);  // the distance takes time with the product of both lengths
  auto best = std::ranges::min_element(names, {}, [&](std::string_view name) { return edit_distance(wanted, name); });
  return best == names.end() ? std::string_view() : *best;
}

}  // namespace ponte::passes

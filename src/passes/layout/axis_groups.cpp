#include "passes/layout/axis_groups.h"

#include <algorithm>

namespace ponte::passes {

namespace {

bool same_size(const Dim& a, const Dim& b) { return a == b && (a.known() || !a.symbol.empty()); }

/// Axes of both shapes from a place on, up to an end.
struct Span {
  const Shape& before;
  const Shape& after;
  size_t b, b_end, a, a_end;
};

bool all_known(const Shape& shape, size_t begin, size_t end) {
  return std::all_of(shape.begin() + static_cast<ptrdiff_t>(begin), shape.begin() + static_cast<ptrdiff_t>(end),
                     [](const Dim& dim) { return dim.known() && dim.size > 0; });
}

std::optional<int64_t> product(const Shape& shape, size_t begin, size_t end) {
  int64_t result = 1;
  for (size_t i = begin; i < end; ++i)
    if (__builtin_mul_overflow(result, shape[i].size, &result)) return std::nullopt;
  return result;
}

/// Groups of known sizes: axes are taken on the side where fewer elements are, until both are equal.
bool group_known(Span s, std::vector<AxisGroup>& groups) {
  auto before_total = product(s.before, s.b, s.b_end), after_total = product(s.after, s.a, s.a_end);
  if (!before_total || before_total != after_total) return false;
  while (s.b < s.b_end || s.a < s.a_end) {
    AxisGroup group{s.b, s.b, s.a, s.a};
    int64_t left = 1, right = 1;
    do {
      bool take_before = group.before_end < s.b_end && (left <= right || group.after_end == s.a_end);
      if (take_before)
        left *= s.before[group.before_end++].size;
      else
        right *= s.after[group.after_end++].size;
    } while (left != right || (group.after_end == s.a && s.a < s.a_end && group.before_end < s.b_end));
    s.b = group.before_end;
    s.a = group.after_end;
    groups.push_back(group);
  }
  return true;
}

/// With one unknown size on each side, both at the end of the span and the rest equal, these belong together.
bool group_middle(Span s, std::vector<AxisGroup>& groups) {
  if (s.b == s.b_end && s.a == s.a_end) return true;
  if (all_known(s.before, s.b, s.b_end) && all_known(s.after, s.a, s.a_end)) return group_known(s, groups);
  bool open_ends = s.b < s.b_end && s.a < s.a_end && !s.before[s.b_end - 1].known() && !s.after[s.a_end - 1].known();
  if (open_ends && all_known(s.before, s.b, s.b_end - 1) && all_known(s.after, s.a, s.a_end - 1)) {
    std::vector<AxisGroup> rest;
    if (group_known({s.before, s.after, s.b, s.b_end - 1, s.a, s.a_end - 1}, rest)) {
      groups.insert(groups.end(), rest.begin(), rest.end());
      groups.push_back({s.b_end - 1, s.b_end, s.a_end - 1, s.a_end});
      return true;
    }
  }
  groups.push_back({s.b, s.b_end, s.a, s.a_end});
  return true;
}

}  // namespace

std::optional<std::vector<AxisGroup>> group_axes(const Shape& before, const Shape& after) {
  std::vector<AxisGroup> groups, tail;
  Span s{before, after, 0, before.size(), 0, after.size()};
  for (; s.b < s.b_end && s.a < s.a_end && same_size(before[s.b], after[s.a]); ++s.b, ++s.a)
    groups.push_back({s.b, s.b + 1, s.a, s.a + 1});
  for (; s.b_end > s.b && s.a_end > s.a && same_size(before[s.b_end - 1], after[s.a_end - 1]); --s.b_end, --s.a_end)
    tail.push_back({s.b_end - 1, s.b_end, s.a_end - 1, s.a_end});
  if (!group_middle(s, groups)) return std::nullopt;
  groups.insert(groups.end(), tail.rbegin(), tail.rend());
  return groups;
}

}  // namespace ponte::passes

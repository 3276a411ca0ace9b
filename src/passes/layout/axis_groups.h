#pragma once
// Which axes of a reshape's input become which of its output.

#include <optional>
#include <vector>

#include "graph/shape.h"
#include "uses/passes.h"

namespace ponte::passes {

/// Neighbouring axes [before_begin, before_end) of the input that hold the same elements as the neighbouring axes
/// [after_begin, after_end) of the output. One of the two ranges may be empty: axes of size one.
struct AxisGroup {
  size_t before_begin, before_end, after_begin, after_end;
};

/// The smallest groups, in order; nothing when sizes that are not known leave it open.
std::optional<std::vector<AxisGroup>> group_axes(const Shape& before, const Shape& after);

}  // namespace ponte::passes

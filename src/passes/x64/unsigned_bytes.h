#pragma once
// Signed bytes as unsigned ones: 128 more, and so are their zero points.

#include "graph/patch.h"
#include "uses/passes.h"

namespace ponte::passes {

/// Whether an optional input is known before the model runs.
bool is_absent_or_constant(const Graph& graph, const Node& node, size_t input);
/// Whether the scale at this input and the zero point behind it are.
bool has_constant_scale(const Graph& graph, const Node& node, size_t scale);

/// The constant of i8 in `value` as one of u8 that stands for the same numbers.
ValueId add_unsigned(const Graph& graph, ValueId value, Patch& patch);

/// The same for the zero point at input `zero` of a node. Where there is none it is 0, once for each scale at input
/// `scale`.
ValueId add_unsigned_zero(const Graph& graph, const Node& node, size_t scale, size_t zero, Patch& patch);

}  // namespace ponte::passes

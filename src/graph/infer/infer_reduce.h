#pragma once
// Reductions: along the attribute `axes` (none: all), or along one `axis`.

#include "graph/infer/infer.h"

namespace ponte::graph {

/// The axes a reduction removes, as a mask over the input's.
Result<std::vector<bool>> reduced_axes(const OpContext& context);
/// The shape that is left.
Shape reduced_shape(const Shape& input, const std::vector<bool>& reduced, bool keep_dims);

/// reduce_*: dtype of the input.
Result<Facts> infer_reduce(const OpContext& context);
/// argmax, argmin: int64.
Result<Facts> infer_arg_reduce(const OpContext& context);

inline constexpr AttrSpec kReduceAttrs[] = {{"axes", AttrType::integers, std::nullopt, ""},
                                            {"keep_dims", AttrType::boolean, 1}};
inline constexpr AttrSpec kArgReduceAttrs[] = {
    {"axis", AttrType::integer, 0}, {"keep_dims", AttrType::boolean, 1}, {"select_last", AttrType::boolean, 0}};

}  // namespace ponte::graph

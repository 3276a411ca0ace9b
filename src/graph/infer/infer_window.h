#pragma once
// Sliding windows: convolutions and pooling, of any number of spatial axes.

#include "graph/infer/infer.h"
#include "graph/layout.h"

namespace ponte::graph {

/// Output size of a sliding window: floor or ceil of (size + pads - dilated kernel) / stride + 1. A window with ceil
/// that would start in the end padding does not count. A name survives where the size does not change.
struct Window {
  int64_t kernel, stride, dilation, pad_begin, pad_end;
  bool ceil = false;
};
Result<Dim> window_output(const Dim& size, const Window& window);

/// conv, conv_integer, qlinear_conv: input `x` [n, c, …] under weight `w` [m, c / groups, kernel…]; as [n, m, …] in
/// either layout.
Result<Shape> convolve(const OpContext& context, size_t x, size_t w);
/// max_pool, average_pool: input 0 under the attribute `kernel`.
Result<Facts> infer_pool(const OpContext& context);
/// global_average_pool, global_max_pool: all spatial axes become 1.
Result<Facts> infer_global_pool(const OpContext& context);
/// Output elements times kernel elements times channels of a group, for the weight at input W.
template <size_t W>
int64_t convolution_cost(const OpContext& context, const Shape& output) {
  const Shape& weight = context.shape(W);
  return saturating_mul(saturating_count(output), saturating_count(std::span(weight).subspan(1)));
}

/// global_average_pool, global_max_pool.
inline constexpr AttrSpec kGlobalPoolAttrs[] = {kLayoutAttr};

inline constexpr AttrSpec kConvAttrs[] = {{"strides", AttrType::integers},
                                          {"pads", AttrType::integers},
                                          {"dilations", AttrType::integers, std::nullopt, "1,1"},
                                          {"groups", AttrType::integer, 1},
                                          kLayoutAttr};

/// The list attribute, which must have so many entries, each at least `minimum`.
Result<Dims> checked_list(const Attrs& attrs, std::string_view name, size_t count, int64_t minimum);
/// An optional bias at `input`: one number per output channel.
Result<> check_channels(const OpContext& context, size_t input, const Dim& channels);

}  // namespace ponte::graph

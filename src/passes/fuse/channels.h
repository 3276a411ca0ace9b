#pragma once
// Arithmetic per channel that a convolution can take into its weight and bias.

#include "graph/patch.h"
#include "passes/match.h"

namespace ponte::passes {

/// y[c] = x[c] * scale[c] + offset[c]; an empty scale is 1, an empty offset 0.
struct ChannelAffine {
  std::vector<double> scale, offset;
};

/// One number per channel (axis 1) from a constant that is broadcast over `shape`; nothing when it varies along
/// another axis.
std::optional<std::vector<double>> per_channel(const Tensor& constant, const Shape& shape);

/// The conv or conv_transpose that makes `value`, when nobody else uses it and weight and bias are float constants;
/// else null.
const Node* absorbing_conv(const Graph& graph, ValueId value);

/// What `conv` gives with `affine` in its weight and bias. Products are made in double and rounded once to the dtype of
/// the weight.
ValueId absorb(const Graph& graph, const Node& conv, const ChannelAffine& affine, Patch& patch);

/// What `conv` gives with another weight (none: the same) and bias (empty: none).
ValueId with_parameters(const Graph& graph, const Node& conv, std::optional<Tensor> weight,
                        const std::vector<double>& bias, Patch& patch);

/// A conv of one element at a time: a constant 1x1 kernel in float32 over maps, which have the channels in axis 1.
bool is_pointwise(const Graph& graph, const Node& node);

/// The bias of a convolution; empty when it has none.
std::vector<double> bias_of(const Graph& graph, const Node& conv);

/// scale / sqrt(variance + epsilon), and bias - mean * that, of a batch_norm whose parameters are constants.
std::optional<ChannelAffine> batch_norm_affine(const Graph& graph, const Node& node);

}  // namespace ponte::passes

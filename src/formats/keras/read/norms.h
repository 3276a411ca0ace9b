#pragma once
// Normalisations that no operator of the IR stands for.

#include "formats/keras/read/layer_reader.h"

namespace ponte::keras {

/// x divided by its length along the axes, which counts as epsilon when it is less.
ValueId normalize(LayerReader& call, ValueId x, Dims axes, double epsilon, std::string_view name);
/// Var, or Std where `root`: along the setting `axis`, of all axes when there is none.
Result<> read_variance(LayerReader& call, bool root);
/// (x - mean) / sqrt(variance + epsilon), both along the axes.
ValueId standardize(LayerReader& call, ValueId x, const Dims& axes, double epsilon, std::string_view name);

/// The settings scale and center with the weights that go with them, as values that spread over `axes` of a tensor of
/// that shape. What is switched off is no value; `has_beta` is false for layers that have no offset at all.
struct Affine {
  ValueId gamma, beta;
};
Result<Affine> read_affine(LayerReader& call, const Shape& shape, const Dims& axes, bool has_beta = true);
/// x gamma + beta.
ValueId apply(LayerReader& call, ValueId x, const Affine& affine);

}  // namespace ponte::keras

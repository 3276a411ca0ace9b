#pragma once
// Normalisations that no operator of the IR stands for.

#include "formats/keras/layer_reader.h"

namespace ponte::keras {

/// x divided by its length along the axes.
ValueId normalized(LayerReader& call, ValueId x, Dims axes, std::string_view name);
/// (x - mean) / sqrt(variance + epsilon), both along the axes.
ValueId standardized(LayerReader& call, ValueId x, const Dims& axes, double epsilon, std::string_view name);

/// The settings scale and center with the weights that go with them, as values that spread over `axes` of a tensor of
/// `rank` axes. What is switched off is no value.
struct Affine {
  ValueId gamma, beta;
};
Result<Affine> read_affine(LayerReader& call, const Shape& shape, const Dims& axes);
/// x gamma + beta.
ValueId apply(LayerReader& call, ValueId x, const Affine& affine);

}  // namespace ponte::keras

#pragma once
// Weights of convolutions and matrices as Keras keeps them.

#include <functional>

#include "graph/layout.h"
#include "uses/keras.h"

namespace ponte::keras {

/// Writes the elements once, and lets the tensor go.
using Fill = std::function<Result<>(std::span<float>)>;

/// The tensor's elements with other axes in front: element c of the result is the tensor's at the place that perm says,
/// as in transpose(tensor, perm).
Fill fill_transposed(Tensor tensor, Dims perm);
Fill fill_as_is(Tensor tensor);

/// (channels out, channels in / groups, kernel…) to (kernel…, in / groups, out).
Dims kernel_perm(size_t rank);

}  // namespace ponte::keras

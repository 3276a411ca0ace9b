#pragma once
// Inputs for comparing models: the same numbers on every machine.

#include <cstdint>

#include "graph/tensor.h"
#include "uses/measure.h"

namespace ponte::measure {

/// Uniform noise in [0, 1), f32.
Tensor noise_input(const Dims& dims, uint64_t seed);

/// A drawn scene in [0, 1], f32 (batch, channels, height, width): a shaded ground with soft-edged discs and boxes.
/// A model judged on noise alone hides errors, since its scores stay near zero. Each image of a batch is another one.
Tensor picture_input(const Dims& nchw, uint64_t seed);

}  // namespace ponte::measure

#pragma once
// Padding of sliding windows: TFLite pads by itself only so that as many windows fit as strides do.

#include "formats/tflite/op_writer.h"
#include "graph/builder.h"

namespace ponte::tflite {

struct PaddedInput {
  TensorIndex tensor = 0;
  Padding padding = Padding::valid;
};

/// What the windows read beyond the input: pads at the end that no window reaches are left out, and what a pool with
/// ceil takes is added. An error when sizes are open.
Result<Dims> needed_pads(const Window2d& window, const Shape& input, const Shape& output);
/// True when Padding::same is these pads.
bool is_same(const Window2d& window, const Dims& needed, const Shape& input, const Shape& output);
/// The options of a pool, Pool2DOptions.
std::vector<FlatField> pool_options(const Window2d& window, Padding padding);
/// Input 0 of the node, padded with `value` where TFLite does not pad by itself.
Result<PaddedInput> padded_input(OpWriter& node, const Window2d& window, float value = 0);

}  // namespace ponte::tflite

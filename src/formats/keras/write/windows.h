#pragma once
// Padding and strides of sliding windows as Keras has them: "valid", or "same" where it means the same.

#include "formats/keras/write/layer_writer.h"
#include "graph/builder.h"

namespace ponte::keras {

/// "same" when Keras pads like that by itself: stride 1, and half of what the window takes on each side.
bool is_same_padding(const Window2d& window);
bool has_padding(const Dims& pads);
/// What a pool with ceil takes beyond the end, added to the pads.
Dims pads_with_ceil(const Window2d& window, const Shape& input, const Shape& output);

/// The input with zeros around it.
Result<TensorRef> pad_with_zeros(LayerWriter& node, TensorRef input, const Shape& shape, const Dims& pads);
/// The input with a number that no maximum takes around it.
Result<TensorRef> pad_with_lowest(LayerWriter& node, TensorRef input, const Shape& shape, const Dims& pads);
/// The tensor without its borders.
Result<TensorRef> crop(LayerWriter& node, TensorRef input, const Shape& shape, const Dims& borders);

/// [a,b] of two numbers.
std::string pair_json(const Dims& list);

}  // namespace ponte::keras

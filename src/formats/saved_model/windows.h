#pragma once
// What slides over pictures: paddings and strides as TensorFlow has them, channels last.

#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model {

struct Window {
  Dims kernel, strides, pads, dilations;  // of two axes; pads are top, left, bottom, right
};

/// The pads that are needed: windows beyond the last whole one are cut, or reach past the end. Open sizes keep theirs.
Dims needed_pads(const Window& window, const Shape& input, const Shape& output);

/// "VALID", "SAME" where that pads just so, or nothing.
std::string_view named_padding(const Window& window, const Dims& pads, const Shape& input, const Shape& output);

/// Attributes strides, padding, dilations and, where padding has no name, explicit_paddings.
void set_window(NodeDef& made, const Window& window, const Dims& pads, std::string_view padding);

/// 1, x, y, 1.
inline Dims around(const Dims& two) { return {1, two[0], two[1], 1}; }

/// The picture with `value` around it.
std::string pad(OpWriter& node, std::string input, const Dims& pads, double value);

}  // namespace ponte::saved_model

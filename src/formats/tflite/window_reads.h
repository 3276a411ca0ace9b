#pragma once
// Sliding windows as TFLite has them: "same" or "valid".

#include "formats/tflite/op_reader.h"

namespace ponte::tflite {

/// The pads of a window over an input with channels last; unsupported when they depend on an open size.
Result<Dims> read_window_pads(OpReader& node, ValueId x, const Window2d& window);
/// A pool: kernel and strides from Pool2DOptions.
Result<> read_pool(OpReader& node, std::string_view op);
/// Options of a convolution: strides at fields 1 and 2, dilations at `dilations` and after it.
Result<Window2d> read_conv_window(OpReader& node, ValueId x, const Shape& weight, int dilations);
/// x convolved with a weight in the IR's order and the bias at input 2.
Result<ValueId> convolve(OpReader& node, ValueId x, ValueId weight, const Window2d& window);

}  // namespace ponte::tflite

#pragma once
// What convolutions and pooling layers have in common: a window over the spatial axes.

#include "formats/keras/read/layer_reader.h"

namespace ponte::keras {

/// One entry per spatial axis.
struct Window {
  Dims kernel, strides, dilations;
  bool channels_last = true;
  std::string padding;  // "valid", "same", "causal"

  std::string layout() const { return channels_last ? "nhwc" : "nchw"; }
};

/// Reads strides, dilation_rate, padding and data_format of a layer whose window is `kernel` and moves over `x`.
Result<Window> read_window(LayerReader& call, ValueId x, Dims kernel);

/// All begins, then all ends. "same" makes the output as large as the input divided by the stride, rounded up, and puts
/// the odd one at the end; where the stride is not 1 it needs the size of the axis.
Result<Dims> read_pads(LayerReader& call, ValueId x, const Window& window);

/// The input of a layer over `spatial` axes.
Result<ValueId> spatial_input(LayerReader& call, size_t spatial);

// Whole layers, over so many spatial axes.
Result<> read_convolution(LayerReader& call, size_t spatial);
/// Each channel by itself.
Result<> read_depthwise(LayerReader& call, size_t spatial);
/// A depthwise convolution, then one of 1 by 1.
Result<> read_separable(LayerReader& call, size_t spatial);
Result<> read_transposed(LayerReader& call, size_t spatial);
Result<> read_pool(LayerReader& call, size_t spatial, std::string_view op);
Result<> read_global_pool(LayerReader& call, size_t spatial, std::string_view op);
Result<> read_zero_padding(LayerReader& call, size_t spatial);
Result<> read_cropping(LayerReader& call, size_t spatial);

}  // namespace ponte::keras

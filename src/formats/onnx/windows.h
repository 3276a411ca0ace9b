#pragma once
// What convolutions and pooling have in common.

#include "formats/onnx/node_reader.h"
#include "formats/onnx/node_writer.h"

namespace ponte::onnx {

/// One entry per spatial axis; `pads` has all begins, then all ends.
struct OnnxWindow {
  Dims kernel, strides, dilations, pads;
};

/// Reads kernel_shape, strides, dilations, pads and auto_pad of a node whose window moves over input `x`. `weight`: the
/// input whose last axes are the kernel; without one, kernel_shape is required. auto_pad needs the sizes of the axes
/// where the stride is not 1.
Result<OnnxWindow> read_window(NodeReader& node, size_t x, std::optional<size_t> weight);

/// The attributes of conv, conv_integer and qlinear_conv.
Result<Attrs> read_conv_attrs(NodeReader& node, size_t x, size_t weight);
void write_conv_attrs(NodeWriter& node, size_t weight);

}  // namespace ponte::onnx

#pragma once
// Attributes of sliding windows as torch stores them, and maps of one size made from another.

#include "formats/torch/network.h"

namespace ponte::torch {

/// stride, padding (numbers, "same" or "valid"), dilation and groups of a convolution.
Window2d conv_window(Network& net, const Module& module);
/// kernel_size, stride, padding, dilation and ceil_mode of a pooling.
Window2d pool_window(Network& net, const Module& module);

/// Attributes of a resize that repeats pixels, as torch's mode "nearest" does.
Attrs nearest_resize_attrs();
/// Repeats pixels until the map is as large as `like`.
ValueId enlarge_to(Network& net, ValueId x, ValueId like, std::string_view name);
/// Any value with H W as its last numbers, row-major, to (B, channels, H, W) with H and W of `like`.
ValueId to_map(Network& net, ValueId x, int64_t channels, ValueId like, std::string_view name);

}  // namespace ponte::torch

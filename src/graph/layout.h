#pragma once
// Where the channels are: axis 1, or the last one. Operators that care have the attribute `layout`; their weights have
// one order in both.

#include "graph/op.h"

namespace ponte::graph {

enum class Layout { nchw, nhwc };

std::string_view layout_name(Layout layout);

/// "nchw" (the default) or "nhwc", for any number of spatial axes.
inline constexpr AttrSpec kLayoutAttr{"layout", AttrType::text, std::nullopt, "nchw"};

/// An error when the attribute is neither.
Result<Layout> layout_of(const Attrs& attrs);

/// transpose(x, perm) brings a tensor of `rank` axes from one layout to the other.
Dims to_nhwc(size_t rank);
Dims to_nchw(size_t rank);

/// The elements of a list in this order: dims of transpose(tensor, order).
template <class List>
List reorder(const List& list, const Dims& order) {
  List result;
  for (int64_t axis : order) result.push_back(list[static_cast<size_t>(axis)]);
  return result;
}

/// The shape of an input with its channels at axis 1, whatever the node's layout is.
Result<Shape> channels_first_shape(const OpContext& context, size_t input);
/// A shape with channels at axis 1 as the node's layout has it.
Result<Shape> in_layout(const OpContext& context, Shape channels_first);

}  // namespace ponte::graph

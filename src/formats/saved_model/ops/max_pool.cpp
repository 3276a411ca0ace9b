#include <limits>

#include "formats/saved_model/windows.h"

namespace ponte::saved_model::ops_max_pool {

namespace {

Result<> write(OpWriter& node) {
  const Attrs& attrs = node.attrs();
  if (node.rank() != 4) return unsupported("pooling over {} axes", node.rank() - 2);
  if (attrs.integers("dilations") != Dims{1, 1}) return unsupported("pooling with dilation");
  Window window{attrs.integers("kernel"), attrs.integers("strides"), attrs.integers("pads"), {1, 1}};
  const Shape& result = node.output_fact().shape;
  Dims pads = needed_pads(window, node.shape(0), result);
  std::string_view padding = named_padding(window, pads, node.shape(0), result);
  TRY_ASSIGN(std::string input, node.input(0));
  // MaxPool has explicit paddings too, but TensorFlow's converter to TFLite refuses them.
  if (padding.empty()) input = pad(node, std::move(input), pads, std::numeric_limits<float>::lowest());
  node.finish({input})
      .integers("ksize", around(window.kernel))
      .integers("strides", around(window.strides))
      .text("padding", padding.empty() ? "VALID" : padding);
  return {};
}

}  // namespace

constinit extern const TfOp op_max_pool{.name = "MaxPool", .ir = "max_pool", .write = write};

}  // namespace ponte::saved_model::ops_max_pool

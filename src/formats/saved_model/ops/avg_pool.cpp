#include "formats/saved_model/windows.h"

namespace ponte::saved_model::ops_avg_pool {

namespace {

/// What SAME pads is not counted.
Result<> write(OpWriter& node) {
  const Attrs& attrs = node.attrs();
  if (node.rank() != 4) return unsupported("pooling over {} axes", node.rank() - 2);
  Window window{attrs.integers("kernel"), attrs.integers("strides"), attrs.integers("pads"), {1, 1}};
  const Shape& result = node.output_fact().shape;
  Dims pads = needed_pads(window, node.shape(0), result);
  std::string_view padding = named_padding(window, pads, node.shape(0), result);
  TRY_ASSIGN(std::string input, node.input(0));
  if (padding != "VALID") {
    bool counts = attrs.boolean("count_include_pad");
    // Zeros beyond the pads that were asked for are counted by nobody.
    if (counts ? pads != window.pads : padding != "SAME") return unsupported("average pooling with this padding");
    if (counts) input = pad(node, std::move(input), pads, 0);
    if (counts) padding = "VALID";
  }
  node.finish({input})
      .integers("ksize", around(window.kernel))
      .integers("strides", around(window.strides))
      .text("padding", padding);
  return {};
}

}  // namespace

constinit extern const TfOp op_avg_pool{.name = "AvgPool", .ir = "average_pool", .write = write};

}  // namespace ponte::saved_model::ops_avg_pool

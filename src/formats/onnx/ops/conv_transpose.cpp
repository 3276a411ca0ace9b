#include "formats/onnx/windows.h"

namespace ponte::onnx::ops_conv_transpose {

namespace {

// Padding that makes the output as large as output_shape, or as the input times the stride (auto_pad SAME_…). ONNX
// gives the odd one to the end for SAME_UPPER and to the begin otherwise.
Result<Dims> pads_for_size(const OnnxWindow& window, const Shape& shape, const Dims& output, const Dims& extra,
                           bool upper) {
  size_t axes = window.kernel.size();
  Dims pads(2 * axes);
  for (size_t i = 0; i < axes; ++i) {
    const Dim& size = shape[i + 2];
    if (!size.known())
      return unsupported("ConvTranspose with output_shape over an axis of unknown size is not supported");
    int64_t reach = (window.kernel[i] - 1) * window.dilations[i] + 1;
    int64_t total = window.strides[i] * (size.size - 1) + extra[i] + reach - output[i];
    if (total < 0) return unsupported("ConvTranspose with an output_shape that needs cropping is not supported");
    pads[i] = upper ? total / 2 : total - total / 2;
    pads[axes + i] = total - pads[i];
  }
  return pads;
}

Result<> resolve_size(NodeReader& node, OnnxWindow& window, const Dims& extra) {
  TRY_ASSIGN(std::string auto_pad, node.text("auto_pad", "NOTSET"));
  bool upper = auto_pad == "SAME_UPPER", same = upper || auto_pad == "SAME_LOWER";
  size_t axes = window.kernel.size();
  const Shape& shape = node.shape(0);
  for (const Dim& dim : shape)
    if (dim.known() && dim.size > INT32_MAX) return corrupt("an axis of {}", dim.size);
  TRY_ASSIGN(Dims output, node.integers("output_shape", Dims{}));
  if (output.empty() && !same) return {};
  if (output.empty())
    for (size_t i = 0; i < axes; ++i)
      output.push_back(shape[i + 2].known() ? shape[i + 2].size * window.strides[i] : 0);
  if (output.size() > axes) output.erase(output.begin(), output.end() - static_cast<ptrdiff_t>(axes));
  for (int64_t size : output)
    if (size < 0 || size > INT64_MAX / 2) return corrupt("output_shape has the entry {}", size);
  if (output.size() != axes) return corrupt("output_shape has {} entries, the kernel {}", output.size(), axes);
  TRY_ASSIGN(window.pads, pads_for_size(window, shape, output, extra, upper));
  return {};
}

Result<> read(NodeReader& node) {
  TRY_ASSIGN(OnnxWindow window, read_window(node, 0, 1));
  size_t axes = window.kernel.size();
  TRY_ASSIGN(Dims extra, node.integers("output_padding", Dims(axes, 0)));
  if (extra.size() != axes) return corrupt("output_padding has {} entries, the kernel {}", extra.size(), axes);
  for (int64_t entry : extra)
    if (entry < 0 || entry > INT32_MAX) return corrupt("output_padding has the entry {}", entry);
  TRY(resolve_size(node, window, extra));
  TRY_ASSIGN(int64_t groups, node.integer("group", 1));
  return node.emit("conv_transpose", {node.input(0), node.input(1), node.input(2)},
                   {{"strides", std::move(window.strides)},
                    {"pads", std::move(window.pads)},
                    {"dilations", std::move(window.dilations)},
                    {"groups", groups},
                    {"output_padding", std::move(extra)}});
}

Result<> write(NodeWriter& node) {
  node.same_inputs();
  write_conv_attrs(node, 1);
  node.integers("output_padding", node.attrs().integers("output_padding"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_conv_transpose{
    .onnx = "ConvTranspose", .ir = "conv_transpose", .inputs = 2, .read = read, .write = write};

}  // namespace ponte::onnx::ops_conv_transpose

#include "formats/onnx/windows.h"

namespace ponte::onnx {

namespace {

Result<Dims> kernel_of(NodeReader& node, std::optional<size_t> weight) {
  if (!weight) return node.integers("kernel_shape");
  const Shape& shape = node.shape(*weight);
  if (shape.size() < 3) return corrupt("a kernel of shape [{}]", shape_text(shape));
  auto kernel = known_dims(Shape(shape.begin() + 2, shape.end()));
  if (!kernel) return unsupported("a kernel of unknown size is not supported");
  TRY_ASSIGN(Dims stated, node.integers("kernel_shape", *kernel));
  if (stated != *kernel)
    return corrupt("kernel_shape says [{}], the weight is [{}]", dims_text(stated), shape_text(shape));
  return *kernel;
}

Result<Dims> positive_list(NodeReader& node, std::string_view name, size_t count) {
  TRY_ASSIGN(Dims list, node.integers(name, Dims(count, 1)));
  if (list.size() != count) return corrupt("{} has {} entries, the kernel {}", name, list.size(), count);
  for (int64_t entry : list)
    if (entry < 1 || entry > INT32_MAX) return corrupt("{} has the entry {}", name, entry);
  return list;
}

// Padding that makes the output as large as the input divided by the stride, rounded up. The odd one goes to the end
// (SAME_UPPER) or to the begin (SAME_LOWER).
Result<Dims> same_pads(const OnnxWindow& window, const Shape& shape, bool upper) {
  size_t axes = window.kernel.size();
  Dims pads(2 * axes);
  for (size_t i = 0; i < axes; ++i) {
    int64_t reach = (window.kernel[i] - 1) * window.dilations[i] + 1, total = reach - 1;
    if (window.strides[i] != 1) {
      const Dim& size = shape[i + 2];
      if (!size.known()) return unsupported("auto_pad with a stride over an axis of unknown size is not supported");
      if (size.size > INT32_MAX) return corrupt("an axis of {}", size.size);
      int64_t steps = (size.size + window.strides[i] - 1) / window.strides[i];
      total = std::max<int64_t>((steps - 1) * window.strides[i] + reach - size.size, 0);
    }
    pads[i] = upper ? total / 2 : total - total / 2;
    pads[axes + i] = total - pads[i];
  }
  return pads;
}

Result<Dims> pads_of(NodeReader& node, const OnnxWindow& window, const Shape& shape) {
  size_t count = 2 * window.kernel.size();
  TRY_ASSIGN(std::string auto_pad, node.text("auto_pad", "NOTSET"));
  TRY_ASSIGN(Dims pads, node.integers("pads", Dims(count, 0)));
  if (auto_pad == "VALID") return Dims(count, 0);
  if (auto_pad == "SAME_UPPER" || auto_pad == "SAME_LOWER") return same_pads(window, shape, auto_pad == "SAME_UPPER");
  if (auto_pad != "NOTSET") return corrupt("auto_pad is {}", auto_pad);
  if (pads.size() != count) return corrupt("pads has {} entries, {} are needed", pads.size(), count);
  return pads;
}

}  // namespace

Result<OnnxWindow> read_window(NodeReader& node, size_t x, std::optional<size_t> weight) {
  OnnxWindow window;
  TRY_ASSIGN(window.kernel, kernel_of(node, weight));
  size_t axes = window.kernel.size();
  if (node.rank(x) != axes + 2)
    return corrupt("a kernel of {} axes over an input of shape [{}]", axes, shape_text(node.shape(x)));
  for (int64_t size : window.kernel)
    if (size < 1 || size > INT32_MAX) return corrupt("kernel [{}]", dims_text(window.kernel));
  TRY_ASSIGN(window.strides, positive_list(node, "strides", axes));
  TRY_ASSIGN(window.dilations, positive_list(node, "dilations", axes));
  TRY_ASSIGN(window.pads, pads_of(node, window, node.shape(x)));
  return window;
}

Result<Attrs> read_conv_attrs(NodeReader& node, size_t x, size_t weight) {
  TRY_ASSIGN(OnnxWindow window, read_window(node, x, weight));
  TRY_ASSIGN(int64_t groups, node.integer("group", 1));
  return Attrs{{"strides", std::move(window.strides)},
               {"pads", std::move(window.pads)},
               {"dilations", std::move(window.dilations)},
               {"groups", groups}};
}

void write_conv_attrs(NodeWriter& node, size_t weight) {
  const Shape& shape = node.fact(weight).shape;
  if (auto kernel = known_dims(Shape(shape.begin() + 2, shape.end()))) node.integers("kernel_shape", *kernel);
  node.integers("strides", node.attrs().integers("strides"));
  node.integers("pads", node.attrs().integers("pads"));
  node.integers("dilations", node.attrs().integers("dilations"));
  node.integer("group", node.attrs().integer("groups"));
}

}  // namespace ponte::onnx

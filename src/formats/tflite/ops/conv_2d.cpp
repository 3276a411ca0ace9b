#include <algorithm>
#include <set>

#include "formats/tflite/window_reads.h"
#include "formats/tflite/windows.h"

namespace ponte::tflite::ops_conv_2d {

namespace {

Result<TensorIndex> bias_of(OpWriter& node, int64_t channels) {
  if (!node.has_input(2)) return node.zeros(channels);
  return node.input(2);
}

std::vector<FlatField> window_options(const Window2d& window, Padding padding) {
  return {{0, static_cast<int8_t>(padding)},
          {1, static_cast<int32_t>(window.strides[1])},
          {2, static_cast<int32_t>(window.strides[0])}};
}

bool is_dilated(const Window2d& window) { return window.dilations != Dims{1, 1}; }

Result<> write_depthwise(OpWriter& node, const Window2d& window, const Tensor& kernel, int64_t channels) {
  TRY_ASSIGN(PaddedInput input, padded_input(node, window));
  TRY_ASSIGN(
      TensorIndex weight,
      node.weight({.name = node.node().name + "/kernel", .tensor = kernel, .perm = {1, 2, 3, 0}, .channel_axis = 3}));
  TRY_ASSIGN(TensorIndex bias, bias_of(node, kernel.dims()[0]));
  std::vector<FlatField> options = window_options(window, input.padding);
  options.emplace_back(3, static_cast<int32_t>(kernel.dims()[0] / channels));
  options.emplace_back(4, static_cast<int8_t>(node.absorb_activation()));
  options.emplace_back(5, static_cast<int32_t>(window.dilations[1]));
  options.emplace_back(6, static_cast<int32_t>(window.dilations[0]));
  TRY_ASSIGN(TensorIndex output, node.output());
  node.emit("DEPTHWISE_CONV_2D", {input.tensor, weight, bias}, {output}, std::move(options),
            is_dilated(window) ? 2 : 1);
  return {};
}

constexpr int64_t kFewChannels = 4;

/// Whether no more than one convolution lies before this one. After the first one a few numbers of a picture can be
/// many times larger than all others, and of what is quantized by one scale only they would be left.
bool is_among_the_first(const Graph& graph, const Node& conv) {
  std::set<uint32_t> before;
  std::vector<const Node*> open{&conv};
  size_t convolutions = 0;
  while (!open.empty()) {
    const Node& node = *open.back();
    open.pop_back();
    for (ValueId input : node.inputs) {
      const Node* producer = input ? graph.producer(input) : nullptr;
      if (!producer || !before.insert(producer->outputs[0].index).second) continue;
      if (producer->is("conv") && ++convolutions > 1) return false;
      open.push_back(producer);
    }
  }
  return true;
}

/// Whether no convolution or classifier follows: what it gives is an answer already, which nothing evens out.
bool is_among_the_last(const Graph& graph, const Node& conv) {
  std::set<uint32_t> seen;
  std::vector<const Node*> open{&conv};
  while (!open.empty()) {
    const Node& node = *open.back();
    open.pop_back();
    for (ValueId output : node.outputs)
      for (NodeId id : graph.value(output).consumers) {
        if (!seen.insert(id.index).second) continue;
        if (graph.node(id).is("conv") || graph.node(id).is("gemm")) return false;
        open.push_back(&graph.node(id));
      }
  }
  return true;
}

/// (out, in, kh, kw) to (out, kh, kw, in) of another height and width, with zeros after the last rows and columns.
Result<SharedBytes> pad_kernel(const Tensor& kernel, size_t height, size_t width) {
  TRY_ASSIGN(Tensor from, cast_tensor(kernel, DType::f32));
  size_t sizes[4];
  std::ranges::copy(kernel.dims(), sizes);
  const auto [outputs, inputs, rows, columns] = sizes;
  std::vector<float> to(outputs * height * width * inputs), filter(inputs * rows * columns);
  size_t filter_bytes = filter.size() * sizeof(float);
  for (size_t out = 0; out < outputs; ++out) {
    std::memcpy(filter.data(), from.bytes().data() + out * filter_bytes, filter_bytes);
    const float* element = filter.data();
    for (size_t in = 0; in < inputs; ++in)
      for (size_t row = 0; row < rows; ++row)
        for (size_t column = 0; column < columns; ++column)
          to[((out * height + row) * width + column) * inputs + in] = *element++;
  }
  return to_shared_bytes(std::move(to));
}

/// Made when it is written: all longer kernels of a large model at once would be a third of it.
void lengthen(NewWeight& filters, const Dims& size) {
  const Dims& dims = filters.tensor.dims();
  filters.dims = {dims[0], size[0], size[1], dims[1]};
  filters.make = [kernel = filters.tensor, size] {
    return pad_kernel(kernel, static_cast<size_t>(size[0]), static_cast<size_t>(size[1]));
  };
}

/// Where an operator of its own would have to pad, and a kernel that is longer by a row and a column of zeros is padded
/// rightly by Padding::same, the longer one: XNNPACK joins PAD with a convolution only when its weights are floats.
Result<> avoid_padding(const OpWriter& node, Window2d& window) {
  const Shape &input = node.shape(0), &output = node.output_fact().shape;
  TRY_ASSIGN(Dims pads, needed_pads(window, input, output));
  if (pads == Dims{0, 0, 0, 0} || is_same(window, pads, input, output) || is_dilated(window)) return {};
  Window2d longer = window;
  for (size_t i = 0; i < 2; ++i) {
    longer.kernel[i] = input[i + 1].size + 2 * pads[i] - (output[i + 1].size - 1) * window.strides[i];
    if (longer.kernel[i] < window.kernel[i] || longer.kernel[i] > window.kernel[i] + 1) return {};
  }
  TRY_ASSIGN(Dims longer_pads, needed_pads(longer, input, output));
  if (!is_same(longer, longer_pads, input, output)) return {};
  window = std::move(longer);
  return {};
}

/// Groups are told by the kernel's channels, which runtimes understand from version 6 on.
Result<> write_conv(OpWriter& node, Window2d window, const Tensor& kernel, int64_t channels) {
  bool is_grouped = kernel.dims()[1] != channels;
  bool keep_float = channels <= kFewChannels || is_among_the_last(node.graph(), node.node());
  bool store_quantized =
      node.is_dynamic() && !is_grouped && !keep_float && !is_among_the_first(node.graph(), node.node());
  if (store_quantized) TRY(avoid_padding(node, window));
  TRY_ASSIGN(PaddedInput input, padded_input(node, window));
  NewWeight filters{
      .name = node.node().name + "/kernel", .tensor = kernel, .perm = {0, 2, 3, 1}, .keep_float = keep_float};
  if (window.kernel != Dims{kernel.dims()[2], kernel.dims()[3]}) lengthen(filters, window.kernel);
  TRY_ASSIGN(TensorIndex weight, node.weight(std::move(filters), store_quantized));
  TRY_ASSIGN(TensorIndex bias, bias_of(node, kernel.dims()[0]));
  std::vector<FlatField> options = window_options(window, input.padding);
  options.emplace_back(3, static_cast<int8_t>(node.absorb_activation()));
  options.emplace_back(4, static_cast<int32_t>(window.dilations[1]));
  options.emplace_back(5, static_cast<int32_t>(window.dilations[0]));
  return node.finish({input.tensor, weight, bias}, std::move(options), is_grouped ? 6 : store_quantized ? 5 : 1);
}

Result<> write(OpWriter& node) {
  if (node.shape(0).size() != 4) return unsupported("a convolution over {} axes", node.shape(0).size() - 2);
  TRY_ASSIGN(Tensor kernel, node.need_constant(1, "a weight"));
  const Attrs& attrs = node.attrs();
  Window2d window{{kernel.dims()[2], kernel.dims()[3]},
                  attrs.integers("strides"),
                  attrs.integers("pads"),
                  attrs.integers("dilations")};
  int64_t groups = attrs.integer("groups"), channels = groups * kernel.dims()[1];
  if (groups == channels && groups > 1) return write_depthwise(node, window, kernel, channels);
  return write_conv(node, window, kernel, channels);
}

/// From (out, kh, kw, in).
Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input_of_weighted(1));
  TRY_ASSIGN(ValueId weight, node.weight(1, {0, 3, 1, 2}));
  const Shape &shape = node.shape(weight), &input = node.shape(x);
  TRY_ASSIGN(Window2d window, read_conv_window(node, x, shape, 4));
  if (!input[3].known() || !shape[1].known() || shape[1].size < 1)
    return corrupt("CONV_2D over [{}] with [{}]", shape_text(input), shape_text(shape));
  window.groups = input[3].size / shape[1].size;
  TRY_ASSIGN(ValueId y, convolve(node, x, weight, window));
  return node.give_activated(y, 3);
}

}  // namespace

constinit extern const TfliteOp op_conv_2d{
    .name = "CONV_2D", .code = 3, .options = 1, .ir = "conv", .write = write, .read = read};

}  // namespace ponte::tflite::ops_conv_2d

// Convolutions, from their weights in Keras' order: (kernel…, channels in, channels out).
#include "formats/keras/read/activations.h"
#include "formats/keras/read/window_reader.h"
#include "graph/evaluate/evaluate_move.h"

namespace ponte::keras {

namespace {

// (kernel…, a, b) to (b, a, kernel…), or to (a, b, kernel…).
Dims kernel_last(size_t spatial, bool swapped) {
  auto axes = static_cast<int64_t>(spatial);
  Dims perm = swapped ? Dims{axes + 1, axes} : Dims{axes, axes + 1};
  for (int64_t i = 0; i < axes; ++i) perm.push_back(i);
  return perm;
}

Result<Attrs> conv_attrs(LayerReader& call, ValueId x, const Window& window, int64_t groups) {
  TRY_ASSIGN(Dims pads, read_pads(call, x, window));
  return Attrs{{"strides", window.strides},
               {"pads", std::move(pads)},
               {"dilations", window.dilations},
               {"groups", groups},
               {"layout", window.layout()}};
}

// The operator, with a bias if the layer has one, and the activation.
Result<> give_convolution(LayerReader& call, std::string_view op, std::vector<ValueId> inputs, Attrs attrs,
                          size_t bias_index) {
  TRY_ASSIGN(bool use_bias, call.flag("use_bias", true));
  if (use_bias) {
    TRY_ASSIGN(ValueId bias, call.weight(bias_index, "bias"));
    inputs.push_back(bias);
  }
  ValueId y = call.b.add(op, std::move(inputs), std::move(attrs));
  TRY(call.b.status());
  TRY_ASSIGN(y, activate(call, y, "activation", "activation"));
  return call.give(y);
}

Result<Window> window_over(LayerReader& call, ValueId x, size_t spatial) {
  TRY_ASSIGN(Dims kernel, call.sizes("kernel_size", spatial));
  return read_window(call, x, std::move(kernel));
}

/// The weight is what the settings say.
Result<> check_kernel(LayerReader& call, ValueId weight, const Dims& kernel) {
  TRY(call.b.status());
  Shape shape = call.shape(weight);
  shape.erase(shape.begin(), shape.begin() + 2);
  if (shape != to_shape(kernel))
    return corrupt("the kernel is [{}], kernel_size [{}]", shape_text(call.shape(weight)), dims_text(kernel));
  return {};
}

Result<int64_t> channels_of(LayerReader& call, ValueId x, const Window& window) {
  const Dim& channels = call.shape(x)[window.channels_last ? call.rank(x) - 1 : 1];
  if (!channels.known()) return corrupt("a convolution over [{}]", shape_text(call.shape(x)));
  return channels.size;
}

/// (kernel…, channels, multiplier) to (channels * multiplier, 1, kernel…).
Result<ValueId> depthwise_weight(LayerReader& call, size_t spatial, std::string_view name) {
  return call.shared_constant(name, [&]() -> Result<Tensor> {
    TRY_ASSIGN(Tensor weight, call.weight_tensor(0));
    if (weight.dims().size() != spatial + 2) return corrupt("the kernel is [{}]", dims_text(weight.dims()));
    Tensor turned = transpose(weight, kernel_last(spatial, false));
    Dims dims = turned.dims();
    dims[0] *= dims[1];
    dims[1] = 1;
    return turned.reshape(std::move(dims));
  });
}

}  // namespace

Result<> read_convolution(LayerReader& call, size_t spatial) {
  TRY_ASSIGN(ValueId x, spatial_input(call, spatial));
  TRY_ASSIGN(Window window, window_over(call, x, spatial));
  TRY_ASSIGN(int64_t groups, call.integer("groups", 1));
  TRY_ASSIGN(int64_t filters, call.integer("filters"));
  TRY_ASSIGN(ValueId weight, call.weight(0, "kernel", kernel_last(spatial, true)));
  TRY(check_kernel(call, weight, window.kernel));
  if (call.shape(weight)[0] != Dim(filters))
    return corrupt("the kernel is [{}], filters {}", shape_text(call.shape(weight)), filters);
  TRY_ASSIGN(Attrs attrs, conv_attrs(call, x, window, groups));
  return give_convolution(call, "conv", {x, weight}, std::move(attrs), 1);
}

Result<> read_depthwise(LayerReader& call, size_t spatial) {
  TRY_ASSIGN(ValueId x, spatial_input(call, spatial));
  TRY_ASSIGN(Window window, window_over(call, x, spatial));
  for (std::string_view name : {"depth_multiplier", "groups", "filters"}) call.ignore(name);
  TRY_ASSIGN(ValueId weight, depthwise_weight(call, spatial, "kernel"));
  TRY(check_kernel(call, weight, window.kernel));
  TRY_ASSIGN(int64_t channels, channels_of(call, x, window));
  TRY_ASSIGN(Attrs attrs, conv_attrs(call, x, window, channels));
  return give_convolution(call, "conv", {x, weight}, std::move(attrs), 1);
}

Result<> read_separable(LayerReader& call, size_t spatial) {
  TRY_ASSIGN(ValueId x, spatial_input(call, spatial));
  TRY_ASSIGN(Window window, window_over(call, x, spatial));
  for (std::string_view name : {"depth_multiplier", "groups", "filters"}) call.ignore(name);
  TRY_ASSIGN(ValueId weight, depthwise_weight(call, spatial, "depthwise_kernel"));
  TRY(check_kernel(call, weight, window.kernel));
  TRY_ASSIGN(int64_t channels, channels_of(call, x, window));
  TRY_ASSIGN(Attrs attrs, conv_attrs(call, x, window, channels));
  ValueId middle = call.b.add("conv", {x, weight}, std::move(attrs), "depthwise");
  TRY(call.b.status());
  TRY_ASSIGN(ValueId pointwise, call.weight(1, "pointwise_kernel", kernel_last(spatial, true)));
  Window point{.kernel = Dims(spatial, 1),
               .strides = Dims(spatial, 1),
               .dilations = Dims(spatial, 1),
               .channels_last = window.channels_last,
               .padding = "valid"};
  TRY(check_kernel(call, pointwise, point.kernel));
  TRY_ASSIGN(Attrs point_attrs, conv_attrs(call, middle, point, 1));
  return give_convolution(call, "conv", {middle, pointwise}, std::move(point_attrs), 2);
}

namespace {

struct Spread {
  Dims pads, output_padding;
};

// A transposed convolution is the gradient of one over an output of the size that Keras says: what "same" or "valid"
// takes of that output is the padding here.
Result<Spread> spread_of(LayerReader& call, const Window& window) {
  size_t axes = window.kernel.size();
  Spread spread{Dims(2 * axes, 0), Dims(axes, 0)};
  std::optional<Dims> given;
  if (call.has("output_padding")) {
    TRY_ASSIGN(given, call.sizes("output_padding", axes, std::nullopt, 0));
  }
  if (window.padding != "same" && window.padding != "valid") return corrupt("the padding is {}", window.padding);
  for (size_t i = 0; i < axes; ++i) {
    int64_t reach = (window.kernel[i] - 1) * window.dilations[i] + 1, stride = window.strides[i];
    bool same = window.padding == "same";
    // What the output has beyond (size - 1) stride + reach; negative where pads take of it.
    int64_t extra = stride - reach;
    if (given)
      extra = (*given)[i] - (same ? 2 * (reach / 2) : 0);
    else if (!same)
      extra = std::max<int64_t>(extra, 0);
    if (extra >= 0) {
      spread.output_padding[i] = extra;
    } else {
      spread.pads[i] = -extra / 2;
      spread.pads[axes + i] = -extra - spread.pads[i];
    }
  }
  return spread;
}

}  // namespace

Result<> read_transposed(LayerReader& call, size_t spatial) {
  TRY_ASSIGN(ValueId x, spatial_input(call, spatial));
  TRY_ASSIGN(Window window, window_over(call, x, spatial));
  TRY_ASSIGN(Spread spread, spread_of(call, window));
  TRY_ASSIGN(int64_t groups, call.integer("groups", 1));
  if (groups != 1) return unsupported("{} with {} groups is not supported", call.class_name(), groups);
  call.ignore("filters");
  TRY_ASSIGN(ValueId weight, call.weight(0, "kernel", kernel_last(spatial, true)));
  TRY(check_kernel(call, weight, window.kernel));
  Attrs attrs{{"strides", window.strides},     {"pads", std::move(spread.pads)},
              {"dilations", window.dilations}, {"output_padding", std::move(spread.output_padding)},
              {"groups", int64_t{1}},          {"layout", window.layout()}};
  return give_convolution(call, "conv_transpose", {x, weight}, std::move(attrs), 1);
}

}  // namespace ponte::keras

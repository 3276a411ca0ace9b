#include "formats/torch/windows.h"

namespace ponte::torch {

namespace {

// "same" puts the odd pixel behind, as torch does.
Dims same_pads(const Dims& kernel, const Dims& dilations) {
  Dims pads(4);
  for (size_t i = 0; i < 2; ++i) {
    int64_t total = dilations[i] * (kernel[i] - 1);
    pads[i] = total / 2;
    pads[i + 2] = total - total / 2;
  }
  return pads;
}

}  // namespace

Window2d conv_window(Network& net, const Module& module) {
  Window2d window;
  window.kernel = net.get(module.ints("kernel_size", 2));
  window.strides = net.get(module.ints("stride", 2));
  window.dilations = net.get(module.ints("dilation", 2));
  window.groups = net.get(module.integer("groups"));
  if (net.b.failed()) return {};
  if (module.attribute("padding").is_text()) {
    if (net.get(module.text("padding")) == "same") window.pads = same_pads(window.kernel, window.dilations);
    return window;
  }
  Dims padding = net.get(module.ints("padding", 2));
  if (!net.b.failed()) window.pads = {padding[0], padding[1], padding[0], padding[1]};
  return window;
}

Window2d pool_window(Network& net, const Module& module) {
  Window2d window;
  window.kernel = net.get(module.ints("kernel_size", 2));
  // torch takes a missing stride for the kernel size.
  window.strides = module.has("stride") ? net.get(module.ints("stride", 2)) : window.kernel;
  Dims padding = net.get(module.ints("padding", 2));
  if (module.has("dilation")) window.dilations = net.get(module.ints("dilation", 2));
  window.ceil = net.get(module.flag_or("ceil_mode", false));
  if (!net.b.failed()) window.pads = {padding[0], padding[1], padding[0], padding[1]};
  return window;
}

Attrs nearest_resize_attrs() {
  return {{"mode", std::string("nearest")},
          {"coordinates", std::string("asymmetric")},
          {"nearest_mode", std::string("floor")}};
}

namespace {

bool size_known(const Shape& shape) { return shape.size() == 4 && shape[2].known() && shape[3].known(); }

/// Sizes that only a run fixes: batch and channels of x, height and width of `like`.
ValueId enlarge_to_computed(Network& net, ValueId x, ValueId like) {
  ValueId kept = net.b.add("shape", {x}, {{"start", int64_t{0}}, {"end", int64_t{2}}}, "kept");
  ValueId wanted = net.b.add("shape", {like}, {{"start", int64_t{2}}, {"end", int64_t{4}}}, "wanted");
  return net.b.add("resize", {x, {}, net.b.concat({kept, wanted}, 0, "sizes")}, nearest_resize_attrs());
}

}  // namespace

ValueId enlarge_to(Network& net, ValueId x, ValueId like, std::string_view name) {
  auto scope = net.b.scope(name);
  if (net.b.failed()) return {};
  if (!size_known(net.b.shape(x)) || !size_known(net.b.shape(like))) return enlarge_to_computed(net, x, like);
  int64_t height = net.b.size(x, 2), width = net.b.size(x, 3);
  int64_t target_height = net.b.size(like, 2), target_width = net.b.size(like, 3);
  if (height <= 0 || width <= 0 || target_height % height != 0 || target_width % width != 0)
    return net.b.fail({ErrorKind::unsupported, "",
                       fmt::format("a map of {} x {} cannot be enlarged to {} x {} by whole numbers", height, width,
                                   target_height, target_width),
                       ""});
  if (height == target_height && width == target_width) return x;
  auto factor = [](int64_t target, int64_t size) { return static_cast<float>(target / size); };
  ValueId scales = net.b.constant(
      Tensor::of<float>({1, 1, factor(target_height, height), factor(target_width, width)}, {4}), "scales");
  return net.b.add("resize", {x, scales}, nearest_resize_attrs());
}

ValueId to_map(Network& net, ValueId x, int64_t channels, ValueId like, std::string_view name) {
  const Shape& shape = net.b.shape(like);
  if (shape.size() == 4 && shape[2].known() && shape[3].known())
    return net.b.reshape(x, {0, channels, shape[2].size, shape[3].size}, name);
  auto scope = net.b.scope(name);
  ValueId batch = net.b.ints({0}, "batch");
  ValueId depth = net.b.ints({channels}, "channels");
  ValueId size = net.b.add("shape", {like}, {{"start", int64_t{2}}, {"end", int64_t{4}}}, "size");
  return net.b.add("reshape", {x, net.b.concat({batch, depth, size}, 0, "shape")});
}

}  // namespace ponte::torch

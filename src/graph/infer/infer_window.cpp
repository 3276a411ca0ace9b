#include "graph/infer/infer_window.h"

namespace ponte::graph {

Result<Dim> window_output(const Dim& size, const Window& window) {
  TRY_ASSIGN(int64_t reach, checked_mul(window.kernel - 1, window.dilation));
  TRY_ASSIGN(reach, checked_add(reach, 1));
  TRY_ASSIGN(int64_t pads, checked_add(window.pad_begin, window.pad_end));
  if (!size.known()) return window.stride == 1 && pads == reach - 1 ? size : Dim{};
  TRY_ASSIGN(int64_t padded, checked_add(size.size, pads));
  if (padded < reach) return corrupt("a window of {} does not fit {} padded to {}", reach, size.size, padded);
  int64_t steps = (padded - reach) / window.stride;
  if (window.ceil) {
    if ((padded - reach) % window.stride != 0) ++steps;
    // A window that would start in the end padding does not count.
    TRY_ASSIGN(int64_t last_start, checked_mul(steps, window.stride));
    if (last_start >= size.size + window.pad_begin) --steps;
  }
  return Dim(steps + 1);
}

Result<Dims> checked_list(const Attrs& attrs, std::string_view name, size_t count, int64_t minimum) {
  const Dims& list = attrs.integers(name);
  if (list.size() != count) return corrupt("{} [{}] should have {} entries", name, dims_text(list), count);
  for (int64_t entry : list)
    if (entry < minimum) return corrupt("{} [{}] has an entry below {}", name, dims_text(list), minimum);
  return list;
}

namespace {

// Appends the output's spatial sizes to `output`.
Result<> slide(const OpContext& context, const Shape& input, std::span<const Dim> kernel, const Dims& dilations,
               Shape& output) {
  size_t spatial = kernel.size();
  TRY_ASSIGN(Dims strides, checked_list(context.attrs, "strides", spatial, 1));
  TRY_ASSIGN(Dims pads, checked_list(context.attrs, "pads", 2 * spatial, 0));
  bool ceil = context.attrs.boolean("ceil");
  for (size_t i = 0; i < spatial; ++i) {
    if (!kernel[i].known()) {
      output.push_back(Dim{});
      continue;
    }
    if (kernel[i].size < 1) return corrupt("a kernel of size {} has no elements", kernel[i].size);
    Window window{kernel[i].size, strides[i], dilations[i], pads[i], pads[i + spatial], ceil};
    TRY_ASSIGN(Dim size, window_output(input[i + 2], window));
    output.push_back(std::move(size));
  }
  return {};
}

}  // namespace

Result<> check_channels(const OpContext& context, size_t input, const Dim& channels) {
  if (!context.has_input(input)) return {};
  TRY(check_rank(context, input, 1));
  const Dim& given = context.shape(input)[0];
  if (given.known() && channels.known() && given.size != channels.size)
    return corrupt("input {} has {} elements for {} channels", input, given.size, channels.size);
  return {};
}

Result<Shape> convolve(const OpContext& context, size_t x, size_t w) {
  TRY_ASSIGN(Shape input, channels_first_shape(context, x));
  const Shape& weight = context.shape(w);
  if (input.size() < 3) return corrupt("the input [{}] has no spatial axis", shape_text(input));
  TRY(check_rank(context, w, input.size()));
  int64_t groups = context.attrs.integer("groups");
  if (groups < 1) return corrupt("{} groups are not possible", groups);
  if (weight[1].known()) {
    TRY_ASSIGN(int64_t channels, checked_mul(weight[1].size, groups));
    if (input[1].known() && input[1].size != channels)
      return corrupt("the input has {} channels, the weight [{}] in {} groups takes {}", input[1].size,
                     shape_text(weight), groups, channels);
  }
  if (weight[0].known() && weight[0].size % groups != 0)
    return corrupt("{} output channels do not divide into {} groups", weight[0].size, groups);
  TRY_ASSIGN(Dims dilations, checked_list(context.attrs, "dilations", input.size() - 2, 1));
  Shape output{input[0], weight[0]};
  TRY(slide(context, input, std::span(weight).subspan(2), dilations, output));
  return output;
}

Result<Facts> infer_pool(const OpContext& context) {
  TRY_ASSIGN(Shape input, channels_first_shape(context, 0));
  if (input.size() < 3) return corrupt("the input [{}] has no spatial axis", shape_text(input));
  size_t spatial = input.size() - 2;
  TRY_ASSIGN(Dims kernel, checked_list(context.attrs, "kernel", spatial, 1));
  Dims dilations(spatial, 1);
  if (context.attrs.has("dilations")) {
    TRY_ASSIGN(dilations, checked_list(context.attrs, "dilations", spatial, 1));
  }
  Shape output{input[0], input[1]};
  TRY(slide(context, input, to_shape(kernel), dilations, output));
  TRY_ASSIGN(output, in_layout(context, std::move(output)));
  return one_fact(context.dtype(0), std::move(output));
}

Result<Facts> infer_global_pool(const OpContext& context) {
  TRY_ASSIGN(Shape shape, channels_first_shape(context, 0));
  if (shape.size() < 3) return corrupt("the input [{}] has no spatial axis", shape_text(shape));
  for (size_t i = 2; i < shape.size(); ++i) shape[i] = Dim(1);
  TRY_ASSIGN(shape, in_layout(context, std::move(shape)));
  return one_fact(context.dtype(0), std::move(shape));
}

}  // namespace ponte::graph

#include "graph/infer/infer_window.h"

namespace ponte::graph::ops_conv_transpose {

namespace {

constexpr AttrSpec kAttrs[] = {{"strides", AttrType::integers},
                               {"pads", AttrType::integers},
                               {"dilations", AttrType::integers, std::nullopt, "1,1"},
                               {"groups", AttrType::integer, 1},
                               {"output_padding", AttrType::integers, std::nullopt, "0,0"},
                               kLayoutAttr};

// (size - 1) * stride + output padding + dilated kernel - pads
Result<Dim> spread(const Dim& size, const Window& window, int64_t output_padding) {
  TRY_ASSIGN(int64_t reach, checked_mul(window.kernel - 1, window.dilation));
  TRY_ASSIGN(int64_t extra, checked_add(reach, output_padding));
  TRY_ASSIGN(int64_t pads, checked_add(window.pad_begin, window.pad_end));
  TRY_ASSIGN(extra, checked_sub(extra, pads));
  if (!size.known()) return window.stride == 1 && extra == 0 ? size : Dim{};
  TRY_ASSIGN(int64_t result, checked_mul(size.size - 1, window.stride));
  TRY_ASSIGN(result, checked_add(result + 1, extra));
  return Dim(result);
}

Result<Shape> output_shape(const OpContext& context, const Shape& input, const Dim& channels) {
  const Shape& weight = context.shape(1);
  size_t spatial = input.size() - 2;
  TRY_ASSIGN(Dims strides, checked_list(context.attrs, "strides", spatial, 1));
  TRY_ASSIGN(Dims pads, checked_list(context.attrs, "pads", 2 * spatial, 0));
  TRY_ASSIGN(Dims dilations, checked_list(context.attrs, "dilations", spatial, 1));
  TRY_ASSIGN(Dims output_padding, checked_list(context.attrs, "output_padding", spatial, 0));
  Shape output{input[0], channels};
  for (size_t i = 0; i < spatial; ++i) {
    const Dim& kernel = weight[i + 2];
    if (kernel.known() && kernel.size < 1) return corrupt("a kernel of size {} has no elements", kernel.size);
    Window window{kernel.size, strides[i], dilations[i], pads[i], pads[i + spatial]};
    TRY_ASSIGN(Dim size, kernel.known() ? spread(input[i + 2], window, output_padding[i]) : Result<Dim>(Dim{}));
    output.push_back(std::move(size));
  }
  return output;
}

// The weight is [channels in, channels out / groups, kernel…].
Result<Facts> infer(const OpContext& context) {
  TRY_ASSIGN(DType dtype, common_dtype(context));
  TRY_ASSIGN(Shape input, channels_first_shape(context, 0));
  const Shape& weight = context.shape(1);
  if (input.size() < 3) return corrupt("the input [{}] has no spatial axis", shape_text(input));
  TRY(check_rank(context, 1, input.size()));
  int64_t groups = context.attrs.integer("groups");
  if (groups < 1) return corrupt("{} groups are not possible", groups);
  if (input[1].known() && weight[0].known() && input[1].size != weight[0].size)
    return corrupt("the input has {} channels, the weight takes {}", input[1].size, weight[0].size);
  if (weight[0].known() && weight[0].size % groups != 0)
    return corrupt("{} input channels do not divide into {} groups", weight[0].size, groups);
  const Dim factors[] = {weight[1], Dim(groups)};
  TRY_ASSIGN(Dim channels, dim_product(factors));
  TRY(check_channels(context, 2, channels));
  TRY_ASSIGN(Shape output, output_shape(context, input, channels));
  TRY_ASSIGN(output, in_layout(context, std::move(output)));
  return one_fact(dtype, std::move(output));
}

// Every input element meets the kernel of each output channel of its group.
int64_t cost(const OpContext& context, const Shape&) {
  const Shape& weight = context.shape(1);
  return saturating_mul(saturating_count(context.shape(0)), saturating_count(std::span(weight).subspan(1)));
}

}  // namespace

constinit extern const OpInfo op_conv_transpose{
    .name = "conv_transpose", .arity = {2, 3}, .attrs = kAttrs, .infer = infer, .multiply_adds = cost};

}  // namespace ponte::graph::ops_conv_transpose

#include "graph/infer/infer_window.h"

namespace ponte::graph::ops_conv {

namespace {

Result<Facts> infer(const OpContext& context) {
  TRY_ASSIGN(DType dtype, common_dtype(context));
  TRY_ASSIGN(Shape shape, convolve(context, 0, 1));
  TRY(check_channels(context, 2, shape[1]));
  TRY_ASSIGN(shape, in_layout(context, std::move(shape)));
  return one_fact(dtype, std::move(shape));
}

}  // namespace

constinit extern const OpInfo op_conv{
    .name = "conv", .arity = {2, 3}, .attrs = kConvAttrs, .infer = infer, .multiply_adds = convolution_cost<1>};

}  // namespace ponte::graph::ops_conv

#include "graph/infer/infer_window.h"

namespace ponte::graph::ops_qlinear_conv {

namespace {

// Inputs: x, its scale and zero, w, its scale and zero, scale and zero of the result, bias.
Result<Facts> infer(const OpContext& context) {
  TRY_ASSIGN(Shape shape, convolve(context, 0, 3));
  TRY(check_channels(context, 8, shape[1]));
  TRY_ASSIGN(shape, in_layout(context, std::move(shape)));
  return one_fact(context.dtype(7), std::move(shape));
}

}  // namespace

constinit extern const OpInfo op_qlinear_conv{
    .name = "qlinear_conv", .arity = {8, 9}, .attrs = kConvAttrs, .infer = infer, .multiply_adds = convolution_cost<3>};

}  // namespace ponte::graph::ops_qlinear_conv

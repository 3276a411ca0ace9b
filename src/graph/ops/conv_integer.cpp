#include "graph/infer/infer_window.h"

namespace ponte::graph::ops_conv_integer {

namespace {

Result<Facts> infer(const OpContext& context) {
  TRY_ASSIGN(Shape shape, convolve(context, 0, 1));
  TRY_ASSIGN(shape, in_layout(context, std::move(shape)));
  return one_fact(DType::i32, std::move(shape));
}

}  // namespace

constinit extern const OpInfo op_conv_integer{
    .name = "conv_integer", .arity = {2, 4}, .attrs = kConvAttrs, .infer = infer, .multiply_adds = convolution_cost<1>};

}  // namespace ponte::graph::ops_conv_integer

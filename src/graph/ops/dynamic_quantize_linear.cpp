#include "graph/infer/infer.h"

namespace ponte::graph::ops_dynamic_quantize_linear {

namespace {

Result<Facts> infer(const OpContext& context) {
  return Facts{make_fact(DType::u8, context.shape(0)), make_fact(DType::f32, {}), make_fact(DType::u8, {})};
}

}  // namespace

constinit extern const OpInfo op_dynamic_quantize_linear{
    .name = "dynamic_quantize_linear", .arity = {1, 1, 3, 3}, .attrs = {}, .infer = infer};

}  // namespace ponte::graph::ops_dynamic_quantize_linear

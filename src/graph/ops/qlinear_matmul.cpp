#include "graph/infer/infer_matmul.h"

namespace ponte::graph::ops_qlinear_matmul {

namespace {

// Inputs: a, its scale and zero, b, its scale and zero, scale and zero of the result.
Result<Facts> infer(const OpContext& context) {
  TRY_ASSIGN(Shape shape, multiply(context, 0, 3));
  return one_fact(context.dtype(7), std::move(shape));
}

}  // namespace

constinit extern const OpInfo op_qlinear_matmul{
    .name = "qlinear_matmul", .arity = {8, 8}, .attrs = {}, .infer = infer, .multiply_adds = matmul_cost};

}  // namespace ponte::graph::ops_qlinear_matmul

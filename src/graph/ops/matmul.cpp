#include "graph/evaluate/evaluate_matmul.h"
#include "graph/infer/infer_matmul.h"

namespace ponte::graph::ops_matmul {

namespace {

Result<Facts> infer(const OpContext& context) {
  TRY_ASSIGN(DType dtype, common_dtype(context));
  TRY_ASSIGN(Shape shape, multiply(context, 0, 1));
  return one_fact(dtype, std::move(shape));
}

Result<Tensors> evaluate(const OpContext& context) {
  TRY_ASSIGN(Dims dims, evaluated_dims(infer(context)));
  TRY_ASSIGN(Tensor product, matrix_product(*context.constant(0), *context.constant(1)));
  TRY_ASSIGN(product, product.reshape(std::move(dims)));
  return Tensors{std::move(product)};
}

}  // namespace

constinit extern const OpInfo op_matmul{
    .name = "matmul", .arity = {2, 2}, .attrs = {}, .infer = infer, .evaluate = evaluate, .multiply_adds = matmul_cost};

}  // namespace ponte::graph::ops_matmul

#include "graph/infer/infer_matmul.h"

namespace ponte::graph::ops_matmul_integer {

namespace {

Result<Facts> infer(const OpContext& context) {
  TRY_ASSIGN(Shape shape, multiply(context, 0, 1));
  return one_fact(DType::i32, std::move(shape));
}

}  // namespace

constinit extern const OpInfo op_matmul_integer{
    .name = "matmul_integer", .arity = {2, 4}, .attrs = {}, .infer = infer, .multiply_adds = matmul_cost};

}  // namespace ponte::graph::ops_matmul_integer

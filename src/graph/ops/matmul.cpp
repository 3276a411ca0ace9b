#include "graph/infer_matmul.h"

namespace ponte {

namespace {

Result<Facts> infer(const OpContext& context) {
  TRY_ASSIGN(DType dtype, common_dtype(context));
  TRY_ASSIGN(Shape shape, multiplied(context, 0, 1));
  return one_fact(dtype, std::move(shape));
}

}  // namespace

constinit extern const OpInfo op_matmul{
    .name = "matmul", .arity = {2, 2}, .attrs = {}, .infer = infer, .multiply_adds = matmul_cost};

}  // namespace ponte

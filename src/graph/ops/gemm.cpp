#include "graph/evaluate/evaluate_matmul.h"
#include "graph/evaluate/evaluate_move.h"

namespace ponte::graph::ops_gemm {

namespace {

constexpr AttrSpec kAttrs[] = {{"alpha", AttrType::number, 1},
                               {"beta", AttrType::number, 1},
                               {"transpose_a", AttrType::boolean, 0},
                               {"transpose_b", AttrType::boolean, 0}};

Result<Facts> infer(const OpContext& context) {
  TRY_ASSIGN(DType dtype, common_dtype(context));
  TRY(check_rank(context, 0, 2));
  TRY(check_rank(context, 1, 2));
  Shape a = context.shape(0), b = context.shape(1);
  if (context.attrs.boolean("transpose_a")) std::swap(a[0], a[1]);
  if (context.attrs.boolean("transpose_b")) std::swap(b[0], b[1]);
  TRY(merge_dims(a[1], b[0]));
  Shape shape{a[0], b[1]};
  if (context.has_input(2)) {
    TRY_ASSIGN(Shape spread, broadcast(shape, context.shape(2)));
    if (spread.size() != 2)
      return corrupt("the addend [{}] does not fit [{}]", shape_text(context.shape(2)), shape_text(shape));
    for (size_t i = 0; i < 2; ++i) TRY(merge_dims(spread[i], shape[i]));
  }
  return one_fact(dtype, std::move(shape));
}

int64_t cost(const OpContext& context, const Shape& output) {
  const Dim& inner = context.shape(0)[context.attrs.boolean("transpose_a") ? 0 : 1];
  return saturating_mul(saturating_count(output), saturating_count({&inner, 1}));
}

Tensor operand(const OpContext& context, size_t input, std::string_view flag) {
  const Tensor& matrix = *context.constant(input);
  return context.attrs.boolean(flag) ? transpose(matrix, {1, 0}) : matrix;
}

// In double throughout when there are factors other than 1.
Result<Tensors> evaluate(const OpContext& context) {
  TRY_ASSIGN(Dims dims, evaluated_dims(infer(context)));
  DType dtype = context.dtype(0);
  if (!is_float(dtype)) return unsupported("gemm of {} is not evaluated", dtype_name(dtype));
  TRY_ASSIGN(Tensor a, cast_tensor(operand(context, 0, "transpose_a"), DType::f64));
  TRY_ASSIGN(Tensor b, cast_tensor(operand(context, 1, "transpose_b"), DType::f64));
  TRY_ASSIGN(Tensor product, matrix_product(a, b));
  std::vector<double> values = product.to_doubles();
  double alpha = context.attrs.number("alpha"), beta = context.attrs.number("beta");
  for (double& value : values) value *= alpha;
  if (context.has_input(2)) {
    std::vector<double> addend = context.constant(2)->to_doubles();
    StridedIndex walk(dims, broadcast_strides(context.constant(2)->dims(), dims));
    for (double& value : values) value += beta * addend[static_cast<size_t>(walk.next())];
  }
  return Tensors{tensor_of(std::move(values), dtype, std::move(dims))};
}

}  // namespace

constinit extern const OpInfo op_gemm{
    .name = "gemm", .arity = {2, 3}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate, .multiply_adds = cost};

}  // namespace ponte::graph::ops_gemm

#include "formats/tflite/op_reader.h"
#include "formats/tflite/tflite_op.h"

namespace ponte::tflite::ops_batch_matmul {

namespace {

ValueId apply_adjoint(OpReader& node, ValueId x, bool adjoint) {
  if (!adjoint || node.rank(x) < 2) return x;
  Dims perm;
  for (size_t i = 0; i < node.rank(x); ++i) perm.push_back(static_cast<int64_t>(i));
  std::swap(perm[perm.size() - 1], perm[perm.size() - 2]);
  return node.b.transpose(x, std::move(perm), "adjoint");
}

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input_of_weighted(1));
  TRY_ASSIGN(ValueId y, node.input(1));
  TRY_ASSIGN(bool adjoint_x, node.option<bool>(0, false));
  TRY_ASSIGN(bool adjoint_y, node.option<bool>(1, false));
  return node.give(node.b.matmul(apply_adjoint(node, x, adjoint_x), apply_adjoint(node, y, adjoint_y), ""));
}

}  // namespace

constinit extern const TfliteOp op_batch_matmul{.name = "BATCH_MATMUL", .code = 126, .options = 101, .read = read};

}  // namespace ponte::tflite::ops_batch_matmul

#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_batch_mat_mul_v2 {

namespace {

/// A matrix that is known is a weight.
Result<> write(OpWriter& node) {
  if (node.rank(0) < 2 || node.rank(1) < 2) return unsupported("matmul with a vector");
  TRY_ASSIGN(std::string left, node.input(0));
  std::string right;
  if (node.constant(1) && node.rank(1) == 2) {
    TRY_ASSIGN(right, node.weight(1, "matrix", {0, 1}));
  } else {
    TRY_ASSIGN(right, node.input(1));
  }
  node.finish({left, right});
  return {};
}

}  // namespace

constinit extern const TfOp op_batch_mat_mul_v2{.name = "BatchMatMulV2", .ir = "matmul", .write = write};

}  // namespace ponte::saved_model::ops_batch_mat_mul_v2

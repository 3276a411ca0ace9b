#include "formats/tflite/adjoints.h"
#include "formats/tflite/op_reader.h"
#include "formats/tflite/op_writer.h"

namespace ponte::tflite::ops_fully_connected {

namespace {

struct Factor {
  TensorIndex tensor = 0;
  bool adjoint = false;
};

Result<Factor> factor(OpWriter& node, size_t i) {
  const Node* before = node.graph().producer(node.node().inputs[i]);
  bool adjoint = before && is_adjoint(node.graph(), *before);
  TRY_ASSIGN(TensorIndex tensor, adjoint ? node.value(before->inputs[0]) : node.input(i));
  return Factor{tensor, adjoint};
}

Result<> write_product(OpWriter& node) {
  TRY_ASSIGN(Factor left, factor(node, 0));
  TRY_ASSIGN(Factor right, factor(node, 1));
  TRY_ASSIGN(TensorIndex output, node.output());
  node.emit("BATCH_MATMUL", {left.tensor, right.tensor}, {output}, {{0, left.adjoint}, {1, right.adjoint}});
  return {};
}

/// x W + b with the matrix turned to (out, in).
Result<> write(OpWriter& node) {
  const Tensor* matrix = node.constant(1);
  bool is_gemm = node.node().is("gemm");
  if (is_batch_product(node.graph(), node.node())) return write_product(node);
  if (!matrix) return unsupported("gemm with a matrix that is computed");
  bool is_turned = is_gemm && node.attrs().boolean("transpose_b");
  if (is_gemm &&
      (node.attrs().boolean("transpose_a") || node.attrs().number("alpha") != 1 || node.attrs().number("beta") != 1))
    return unsupported("gemm with factors");
  Dims perm = is_turned ? Dims{0, 1} : Dims{1, 0};
  TRY_ASSIGN(TensorIndex input, node.input(0));
  Dims dims = reorder(matrix->dims(), perm);
  TRY_ASSIGN(TensorIndex weight, node.weight({.name = node.node().name + "/matrix", .tensor = *matrix, .perm = perm}));
  TensorIndex bias = 0;
  if (node.has_input(2)) {
    TRY_ASSIGN(bias, node.input(2));
    if (node.shape(2) != Shape{Dim(dims[0])}) return unsupported("gemm with an addend that is not a bias");
  } else {
    TRY_ASSIGN(bias, node.zeros(dims[0]));
  }
  bool keeps_axes = node.shape(0).size() != 2;
  return node.finish({input, weight, bias}, {{2, keeps_axes}}, keeps_axes ? 5 : 1);
}

/// x W^T + b; the leading axes become one, unless keep_num_dims says otherwise.
Result<> read(OpReader& node) {
  TRY_ASSIGN(int8_t format, node.option<int8_t>(1, 0));
  if (format != 0) return unsupported("FULLY_CONNECTED with shuffled weights is not supported");
  TRY_ASSIGN(bool keeps_axes, node.option<bool>(2, false));
  TRY_ASSIGN(ValueId x, node.input_of_weighted(1));
  TRY_ASSIGN(ValueId matrix, node.weight(1, {1, 0}));
  if (!keeps_axes && node.rank(x) != 2) {
    const Dim& channels = node.shape(matrix)[0];
    if (!channels.known()) return unsupported("FULLY_CONNECTED of open sizes");
    x = node.b.reshape(x, {-1, channels.size}, "rows");
  }
  ValueId y = node.b.matmul(x, matrix, "");
  if (node.has_input(2)) {
    TRY_ASSIGN(ValueId bias, node.input(2));
    y = node.b.add(y, bias, "bias");
  }
  return node.give_activated(y, 0);
}

}  // namespace

constinit extern const TfliteOp op_fully_connected{
    .name = "FULLY_CONNECTED", .code = 9, .options = 8, .ir = "gemm matmul", .write = write, .read = read};

}  // namespace ponte::tflite::ops_fully_connected

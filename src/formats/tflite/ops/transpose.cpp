#include "formats/tflite/adjoints.h"
#include "formats/tflite/op_reader.h"
#include "formats/tflite/op_writer.h"

namespace ponte::tflite::ops_transpose {

namespace {

Result<> write(OpWriter& node) {
  if (is_adjoint(node.graph(), node.node())) return {};
  TRY_ASSIGN(TensorIndex input, node.input(0));
  return node.finish({input, node.ints(node.attrs().integers("perm"))});
}

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(Dims perm, node.need_ints(1, "an order of axes"));
  for (int64_t& axis : perm) {
    TRY_ASSIGN(axis, node.axis(axis, node.rank(x)));
  }
  return node.give(node.b.transpose(x, std::move(perm), ""));
}

}  // namespace

constinit extern const TfliteOp op_transpose{
    .name = "TRANSPOSE", .code = 39, .options = 26, .ir = "transpose", .write = write, .read = read};

}  // namespace ponte::tflite::ops_transpose

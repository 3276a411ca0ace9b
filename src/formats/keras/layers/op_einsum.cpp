#include "formats/keras/read/einsum.h"

namespace ponte::keras::layers_op_einsum {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(std::string equation, call.text("subscripts"));
  TRY_ASSIGN(std::vector<ValueId> x, call.operands({call.argument(0, "x1"), call.argument(1, "x2")}));
  TRY_ASSIGN(ValueId y, einsum(call, equation, x[0], x[1], ""));
  return call.give(y);
}

}  // namespace

constinit extern const KerasLayer layer_op_einsum{
    .class_name = "Einsum", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_einsum

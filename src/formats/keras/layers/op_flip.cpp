#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_flip {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  TRY_ASSIGN(Dims axes, call.axes("axis", call.rank(x)));
  Dims begins(axes.size(), -1), ends(axes.size(), -INT64_MAX), steps(axes.size(), -1);
  return call.give(slice(call, x, std::move(begins), std::move(ends), std::move(axes), std::move(steps), ""));
}

}  // namespace

constinit extern const KerasLayer layer_op_flip{
    .class_name = "Flip", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_flip

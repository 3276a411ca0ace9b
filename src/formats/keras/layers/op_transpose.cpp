#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_transpose {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  Dims reversed;
  for (size_t i = call.rank(x); i > 0; --i) reversed.push_back(static_cast<int64_t>(i) - 1);
  TRY_ASSIGN(Dims perm, call.integers("axes", std::move(reversed)));
  for (int64_t& axis : perm) {
    TRY_ASSIGN(axis, normalize_axis(axis, call.rank(x)));
  }
  return call.give(call.b.transpose(x, std::move(perm), ""));
}

}  // namespace

constinit extern const KerasLayer layer_op_transpose{
    .class_name = "Transpose", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_transpose

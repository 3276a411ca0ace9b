#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_swapaxes {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  TRY_ASSIGN(int64_t first, call.axis("axis1", call.rank(x)));
  TRY_ASSIGN(int64_t second, call.axis("axis2", call.rank(x)));
  Dims perm;
  for (size_t i = 0; i < call.rank(x); ++i) perm.push_back(static_cast<int64_t>(i));
  std::swap(perm[static_cast<size_t>(first)], perm[static_cast<size_t>(second)]);
  return call.give(call.b.transpose(x, std::move(perm), ""));
}

}  // namespace

constinit extern const KerasLayer layer_op_swapaxes{
    .class_name = "Swapaxes", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_swapaxes

#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_flatten {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor());
  TRY_ASSIGN(bool channels_last, call.channels_last());
  size_t rank = call.rank(x);
  if (rank < 2) return call.give(call.reshape(x, {-1, 1}));
  if (!channels_last && rank > 2) {
    Dims perm{0};
    for (size_t i = 2; i < rank; ++i) perm.push_back(static_cast<int64_t>(i));
    perm.push_back(1);
    x = call.b.transpose(x, std::move(perm));
  }
  return call.give(call.reshape(x, {0, -1}));
}

}  // namespace

constinit extern const KerasLayer layer_flatten{
    .class_name = "Flatten", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_flatten

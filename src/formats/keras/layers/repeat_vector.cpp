#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_repeat_vector {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor());
  TRY_ASSIGN(Dims count, call.sizes("n", 1));
  ValueId row = call.b.add("unsqueeze", {x}, {{"axes", Dims{1}}}, "unsqueeze");
  return call.give(call.b.add("tile", {row, call.b.ints({1, count[0], 1}, "repeats")}));
}

}  // namespace

constinit extern const KerasLayer layer_repeat_vector{
    .class_name = "RepeatVector", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_repeat_vector

#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_elu {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor());
  TRY_ASSIGN(double alpha, call.number("alpha", 1));
  return call.give(call.b.add("elu", {x}, {{"alpha", alpha}}));
}

}  // namespace

constinit extern const KerasLayer layer_elu{
    .class_name = "ELU", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_elu

#include "formats/keras/write/resizes.h"

namespace ponte::keras::layers_resizing {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor());
  return read_resize(call, x);
}

}  // namespace

constinit extern const KerasLayer layer_resizing{
    .class_name = "Resizing", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_resizing

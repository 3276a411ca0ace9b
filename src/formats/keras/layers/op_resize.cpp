#include "formats/keras/write/resizes.h"

namespace ponte::keras::layers_op_resize {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor(0, "images"));
  return read_resize(call, x);
}

}  // namespace

constinit extern const KerasLayer layer_op_resize{
    .class_name = "Resize", .module = "keras.src.ops.image", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_resize

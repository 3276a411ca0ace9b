#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_p_re_lu {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor());
  call.ignore("shared_axes");  // the weight has 1 there
  call.ignore("alpha_initializer");
  TRY_ASSIGN(ValueId slope, call.weight(0, "alpha"));
  return call.give(call.b.add("prelu", {x, slope}));
}

}  // namespace

constinit extern const KerasLayer layer_p_re_lu{
    .class_name = "PReLU", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_p_re_lu

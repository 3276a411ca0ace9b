#include "formats/keras/read/operation_readers.h"
#include "formats/keras/write/resizes.h"

namespace ponte::keras::layers_up_sampling1d {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor());
  TRY_ASSIGN(Dims factors, call.sizes("size", 1, 2));
  if (call.rank(x) != 3) return corrupt("UpSampling1D over [{}]", shape_text(call.shape(x)));
  return call.give(resize_by(call, x, factors, true, repeat_attrs()));
}

}  // namespace

constinit extern const KerasLayer layer_up_sampling1d{
    .class_name = "UpSampling1D", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_up_sampling1d

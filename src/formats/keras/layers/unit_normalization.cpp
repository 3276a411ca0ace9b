#include "formats/keras/read/norms.h"

namespace ponte::keras::layers_unit_normalization {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor());
  TRY_ASSIGN(Dims axes, call.has("axis") ? call.axes("axis", call.rank(x))
                                         : Result<Dims>(Dims{static_cast<int64_t>(call.rank(x)) - 1}));
  return call.give(normalize(call, x, std::move(axes), 1e-12, ""));
}

}  // namespace

constinit extern const KerasLayer layer_unit_normalization{
    .class_name = "UnitNormalization", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_unit_normalization

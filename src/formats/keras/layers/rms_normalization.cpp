#include "formats/keras/read/norms.h"

namespace ponte::keras::layers_rms_normalization {

namespace {

// x / sqrt(mean(x^2) + epsilon), times the scale.
Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor());
  TRY_ASSIGN(Dims axes, call.has("axis") ? call.axes("axis", call.rank(x))
                                         : Result<Dims>(Dims{static_cast<int64_t>(call.rank(x)) - 1}));
  TRY_ASSIGN(double epsilon, call.number("epsilon", 1e-6));
  ValueId mean = call.b.add("reduce_mean", {call.b.mul(x, x, "square")}, {{"axes", axes}}, "mean");
  ValueId safe = call.b.add(mean, call.b.scalar(static_cast<float>(epsilon)), "plus_epsilon");
  ValueId y = call.b.add("div", {x, call.b.unary("sqrt", safe, "root")}, {}, "normalized");
  TRY(call.b.status());
  TRY_ASSIGN(Affine affine, read_affine(call, call.shape(x), axes, false));
  return call.give(apply(call, y, affine));
}

}  // namespace

constinit extern const KerasLayer layer_rms_normalization{
    .class_name = "RMSNormalization", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_rms_normalization

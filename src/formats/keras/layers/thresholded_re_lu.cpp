#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_thresholded_re_lu {

namespace {

// Of Keras 2: x above theta, else 0.
Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor());
  TRY_ASSIGN(double theta, call.number("theta", 1));
  ValueId above = call.b.add("greater", {x, call.b.scalar(static_cast<float>(theta))}, {}, "greater");
  return call.give(call.b.add("where", {above, x, call.b.scalar(0)}));
}

}  // namespace

constinit extern const KerasLayer layer_thresholded_re_lu{
    .class_name = "ThresholdedReLU", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_thresholded_re_lu

#include "formats/keras/read/activations.h"

namespace ponte::keras::layers_re_lu {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor());
  ReluSettings settings;
  TRY_ASSIGN(settings.negative_slope, call.number("negative_slope", 0));
  TRY_ASSIGN(settings.threshold, call.number("threshold", 0));
  if (call.has("max_value")) {
    TRY_ASSIGN(settings.max_value, call.number("max_value"));
  }
  return call.give(relu(call, x, settings, ""));
}

}  // namespace

constinit extern const KerasLayer layer_re_lu{
    .class_name = "ReLU", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_re_lu

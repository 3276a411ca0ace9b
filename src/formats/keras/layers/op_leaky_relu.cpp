#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_leaky_relu {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor(0, "x"));
  TRY_ASSIGN(double slope, call.number("negative_slope", 0.2));
  return call.give(call.b.add("leaky_relu", {x}, {{"alpha", slope}}));
}

}  // namespace

constinit extern const KerasLayer layer_op_leaky_relu{
    .class_name = "LeakyRelu", .module = "keras.src.ops.nn", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_leaky_relu

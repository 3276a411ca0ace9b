#include "formats/keras/read/layer_reader.h"
#include "formats/keras/write/layer_writer.h"

namespace ponte::keras::layers_leaky_re_lu {

namespace {

Result<> write(LayerWriter& node) {
  TRY_ASSIGN(TensorRef input, node.input(0));
  CallWriter call = node.layer("LeakyReLU");
  call.config().member("negative_slope", node.attrs().number("alpha"));
  return node.finish(call.tensor(input));
}

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor());
  // Keras 2 calls it alpha.
  std::string_view name = call.has("negative_slope") ? "negative_slope" : "alpha";
  TRY_ASSIGN(double slope, call.number(name, 0.3));
  return call.give(call.b.add("leaky_relu", {x}, {{"alpha", slope}}));
}

}  // namespace

constinit extern const KerasLayer layer_leaky_re_lu{
    .class_name = "LeakyReLU", .module = "keras.layers", .ir = "leaky_relu", .read = read, .write = write};

}  // namespace ponte::keras::layers_leaky_re_lu

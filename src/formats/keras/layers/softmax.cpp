#include "formats/keras/read/activations.h"
#include "formats/keras/write/layer_writer.h"

namespace ponte::keras::layers_softmax {

namespace {

Result<> write(LayerWriter& node) {
  TRY_ASSIGN(TensorRef input, node.input(0));
  int64_t axis = node.attrs().integer("axis"), rank = static_cast<int64_t>(node.shape(0).size());
  CallWriter call = node.layer("Softmax");
  call.config().member("axis", axis == rank - 1 ? -1 : axis);
  return node.finish(call.tensor(input));
}

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor());
  TRY_ASSIGN(Dims axes, call.has("axis") ? call.axes("axis", call.rank(x))
                                         : Result<Dims>(Dims{static_cast<int64_t>(call.rank(x)) - 1}));
  TRY_ASSIGN(x, softmax(call, x, std::move(axes), ""));
  return call.give(x);
}

}  // namespace

constinit extern const KerasLayer layer_softmax{
    .class_name = "Softmax", .module = "keras.layers", .ir = "softmax", .read = read, .write = write};

}  // namespace ponte::keras::layers_softmax

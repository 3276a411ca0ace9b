#include "formats/keras/read/activations.h"
#include "formats/keras/write/layer_writer.h"

namespace ponte::keras::layers_activation {

namespace {

Result<> write(LayerWriter& node) {
  std::string name = activation_name(node.node());
  if (name.empty()) return unsupported("{} with these attributes", node.node().op->name);
  TRY_ASSIGN(TensorRef input, node.input(0));
  CallWriter call = node.layer("Activation");
  call.config().member("activation", name);
  return node.finish(call.tensor(input));
}

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor());
  TRY_ASSIGN(x, activate(call, x, "activation", ""));
  return call.give(x);
}

}  // namespace

constinit extern const KerasLayer layer_activation{
    .class_name = "Activation",
    .module = "keras.layers",
    .ir = "silu relu sigmoid tanh mish softplus selu hard_swish hard_sigmoid elu gelu",
    .read = read,
    .write = write};

}  // namespace ponte::keras::layers_activation

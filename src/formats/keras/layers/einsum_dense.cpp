#include "formats/keras/read/activations.h"
#include "formats/keras/read/einsum.h"

namespace ponte::keras::layers_einsum_dense {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor());
  TRY_ASSIGN(std::string equation, call.text("equation"));
  call.ignore("output_shape");
  TRY_ASSIGN(ValueId weight, call.weight(0, "kernel"));
  bool biased = call.has("bias_axes");
  call.ignore("bias_axes");
  TRY_ASSIGN(ValueId y, einsum(call, equation, x, weight, biased ? "einsum" : ""));
  if (biased) {
    TRY_ASSIGN(ValueId bias, call.weight(1, "bias"));
    y = call.b.add("add", {y, bias});
  }
  TRY_ASSIGN(y, activate(call, y, "activation", "activation"));
  return call.give(y);
}

}  // namespace

constinit extern const KerasLayer layer_einsum_dense{
    .class_name = "EinsumDense", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_einsum_dense

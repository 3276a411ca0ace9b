#include "formats/keras/read/activations.h"
#include "formats/keras/weights/parameters.h"
#include "formats/keras/write/layer_writer.h"

namespace ponte::keras::layers_dense {

namespace {

Result<> write(LayerWriter& node) {
  const Attrs& attrs = node.attrs();
  if (attrs.number("alpha") != 1 || attrs.number("beta") != 1 || attrs.boolean("transpose_a"))
    return unsupported("a matrix product with factors or a transposed left side");
  TRY_ASSIGN(Tensor weight, node.need_constant(1, "a weight"));
  TRY_ASSIGN(TensorRef input, node.input(0));
  Dims perm = attrs.boolean("transpose_b") ? Dims{1, 0} : Dims{0, 1};
  CallWriter call = node.layer("Dense");
  int64_t units = weight.dims()[static_cast<size_t>(perm[1])];
  call.config().member("units", units).member("use_bias", node.has_input(2)).member("kernel_initializer", "zeros");
  call.weight(reorder(weight.dims(), perm), fill_transposed(weight, perm));
  if (node.has_input(2)) {
    TRY_ASSIGN(Tensor bias, node.need_constant(2, "a bias"));
    if (bias.count() != units) return unsupported("a bias of {} numbers for {} units", bias.count(), units);
    call.weight({units}, fill_as_is(bias));
  }
  std::string activation = node.absorb_activation();
  if (activation != "linear") call.config().member("activation", activation);
  return node.finish(call.tensor(input));
}

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor());
  TRY_ASSIGN(bool use_bias, call.flag("use_bias", true));
  TRY_ASSIGN(int64_t units, call.integer("units"));
  TRY_ASSIGN(ValueId kernel, call.weight(0, "kernel"));
  std::vector<ValueId> inputs{x, kernel};
  if (use_bias) {
    TRY_ASSIGN(ValueId bias, call.weight(1, "bias"));
    inputs.push_back(bias);
  }
  TRY(call.b.status());
  if (call.shape(kernel).size() != 2 || call.shape(kernel)[1] != Dim(units))
    return corrupt("the kernel is [{}], units {}", shape_text(call.shape(kernel)), units);
  ValueId y;
  if (call.rank(x) == 2) {
    y = call.b.add("gemm", std::move(inputs));
  } else {
    y = call.b.matmul(x, kernel, use_bias ? "matmul" : "");
    if (use_bias) y = call.b.add("add", {y, inputs[2]});
  }
  TRY_ASSIGN(y, activate(call, y, "activation", "activation"));
  return call.give(y);
}

}  // namespace

constinit extern const KerasLayer layer_dense{
    .class_name = "Dense", .module = "keras.layers", .ir = "gemm", .read = read, .write = write};

}  // namespace ponte::keras::layers_dense

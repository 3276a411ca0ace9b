#include "formats/keras/read/norms.h"
#include "formats/keras/weights/parameters.h"
#include "formats/keras/write/layer_writer.h"

namespace ponte::keras::layers_layer_normalization {

namespace {

Result<> write(LayerWriter& node) {
  int64_t axis = node.attrs().integer("axis"), rank = static_cast<int64_t>(node.shape(0).size());
  if (axis != rank - 1) return unsupported("a normalisation over several axes");
  TRY_ASSIGN(TensorRef input, node.input(0));
  CallWriter call = node.layer("LayerNormalization");
  call.config().member("epsilon", node.attrs().number("epsilon")).member("center", node.has_input(2));
  for (size_t i = 1; i < node.node().inputs.size(); ++i) {
    TRY_ASSIGN(Tensor parameter, node.need_constant(i, "parameters"));
    call.weight(parameter.dims(), fill_as_is(parameter));
  }
  return node.finish(call.tensor(input));
}

// The weights of a layer that normalises the axes from `first` on; ones where it has no scale.
Result<ValueId> gamma_of(LayerReader& call, const Shape& shape, int64_t first, bool scale) {
  if (scale) return call.weight(0, "gamma");
  return call.shared_constant("gamma", [&]() -> Result<Tensor> {
    auto dims = known_dims(Shape(shape.begin() + first, shape.end()));
    if (!dims) return unsupported("LayerNormalization over axes of open size is not supported");
    TRY_ASSIGN(int64_t count, element_count(*dims));
    return Tensor::of<float>(std::vector<float>(static_cast<size_t>(count), 1), *dims);
  });
}

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor());
  auto rank = static_cast<int64_t>(call.rank(x));
  TRY_ASSIGN(Dims axes, call.has("axis") ? call.axes("axis", call.rank(x)) : Result<Dims>(Dims{rank - 1}));
  TRY_ASSIGN(double epsilon, call.number("epsilon", 1e-3));
  bool to_the_end = axes.back() - axes.front() + 1 == static_cast<int64_t>(axes.size()) && axes.back() == rank - 1;
  if (!to_the_end) {
    Shape shape = call.shape(x);
    TRY_ASSIGN(Affine affine, read_affine(call, shape, axes));
    bool plain = !affine.gamma && !affine.beta;
    ValueId y = standardize(call, x, axes, epsilon, plain ? "" : "standardized");
    return call.give(plain ? y : apply(call, y, affine));
  }
  TRY_ASSIGN(bool scale, call.flag("scale", true));
  TRY_ASSIGN(bool center, call.flag("center", true));
  TRY_ASSIGN(ValueId gamma, gamma_of(call, call.shape(x), axes.front(), scale));
  std::vector<ValueId> inputs{x, gamma};
  if (center) {
    TRY_ASSIGN(ValueId beta, call.weight(scale ? 1 : 0, "beta"));
    inputs.push_back(beta);
  }
  return call.give(call.b.add("layer_norm", std::move(inputs), {{"axis", axes.front()}, {"epsilon", epsilon}}));
}

}  // namespace

constinit extern const KerasLayer layer_layer_normalization{
    .class_name = "LayerNormalization", .module = "keras.layers", .ir = "layer_norm", .read = read, .write = write};

}  // namespace ponte::keras::layers_layer_normalization

#include "formats/keras/read/norms.h"

namespace ponte::keras {

ValueId normalize(LayerReader& call, ValueId x, Dims axes, double epsilon, std::string_view name) {
  ValueId total = call.b.add("reduce_sum", {call.b.mul(x, x, "square")}, {{"axes", std::move(axes)}}, "sum");
  ValueId root = call.b.unary("sqrt", total, "root");
  ValueId length = call.b.add("max", {root, call.b.scalar(static_cast<float>(epsilon))}, {}, "length");
  return call.b.add("div", {x, length}, {}, name);
}

ValueId standardize(LayerReader& call, ValueId x, const Dims& axes, double epsilon, std::string_view name) {
  ValueId centered = call.b.sub(x, call.b.add("reduce_mean", {x}, {{"axes", axes}}, "mean"), "centered");
  ValueId squares = call.b.mul(centered, centered, "squares");
  ValueId variance = call.b.add("reduce_mean", {squares}, {{"axes", axes}}, "variance");
  ValueId safe = call.b.add(variance, call.b.scalar(static_cast<float>(epsilon)), "plus_epsilon");
  return call.b.add("div", {centered, call.b.unary("sqrt", safe, "deviation")}, {}, name);
}

Result<> read_variance(LayerReader& call, bool root) {
  TRY_ASSIGN(ValueId x, call.float_tensor(0, "x"));
  TRY_ASSIGN(Dims axes, call.axes("axis", call.rank(x)));
  TRY_ASSIGN(bool keep_dims, call.flag("keepdims", false));
  ValueId centered = call.b.sub(x, call.b.add("reduce_mean", {x}, {{"axes", axes}}, "mean"), "centered");
  ValueId squares = call.b.mul(centered, centered, "squares");
  ValueId y = call.b.add("reduce_mean", {squares}, {{"axes", axes}, {"keep_dims", keep_dims}}, root ? "variance" : "");
  return call.give(root ? call.b.unary("sqrt", y) : y);
}

namespace {

// The weight with an axis of 1 for each that it does not have.
Result<Tensor> spread(LayerReader& call, size_t index, const Shape& shape, const Dims& axes) {
  TRY_ASSIGN(Tensor weight, call.weight_tensor(index));
  if (weight.dims().size() != axes.size())
    return corrupt("a weight of shape [{}] for {} axes", dims_text(weight.dims()), axes.size());
  Dims dims(shape.size(), 1);
  for (size_t i = 0; i < axes.size(); ++i) {
    const Dim& size = shape[static_cast<size_t>(axes[i])];
    if (size.known() && size.size != weight.dims()[i])
      return corrupt("a weight of shape [{}] for [{}]", dims_text(weight.dims()), shape_text(shape));
    dims[static_cast<size_t>(axes[i])] = weight.dims()[i];
  }
  // Axes in front are spread over anyway.
  while (dims.size() > 1 && dims.front() == 1) dims.erase(dims.begin());
  return weight.reshape(std::move(dims));
}

}  // namespace

Result<Affine> read_affine(LayerReader& call, const Shape& shape, const Dims& axes, bool has_beta) {
  Affine affine;
  TRY_ASSIGN(bool scale, call.flag("scale", true));
  TRY_ASSIGN(bool center, call.flag("center", has_beta));
  size_t index = 0;
  if (scale) {
    TRY_ASSIGN(affine.gamma, call.shared_constant("gamma", [&] { return spread(call, index, shape, axes); }));
    ++index;
  }
  if (center) {
    TRY_ASSIGN(affine.beta, call.shared_constant("beta", [&] { return spread(call, index, shape, axes); }));
  }
  return affine;
}

ValueId apply(LayerReader& call, ValueId x, const Affine& affine) {
  if (affine.gamma) x = call.b.add("mul", {x, affine.gamma}, {}, affine.beta ? "scaled" : "");
  return affine.beta ? call.b.add("add", {x, affine.beta}) : x;
}

}  // namespace ponte::keras

#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_norm {

namespace {

// The root of the sum of squares, or the sum of absolute values.
Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor(0, "x"));
  const ConfigValue* order = call.setting("ord");
  TRY_ASSIGN(Dims axes, call.axes("axis", call.rank(x)));
  TRY_ASSIGN(bool keep_dims, call.flag("keepdims", false));
  bool second = !order || order->text() == "fro" || order->text() == "euclidean" || order->integer() == 2;
  bool first = order && order->integer() == 1;
  // Of matrices the numbers mean something else.
  if ((!second && !first) || (axes.size() > 1 && order && order->integer()))
    return unsupported("Norm of order {} is not supported", order->description());
  Attrs attrs{{"axes", std::move(axes)}, {"keep_dims", keep_dims}};
  return call.give(call.b.add(first ? "reduce_l1" : "reduce_l2", {x}, std::move(attrs)));
}

}  // namespace

constinit extern const KerasLayer layer_op_norm{
    .class_name = "Norm", .module = "keras.src.ops.linalg", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_norm

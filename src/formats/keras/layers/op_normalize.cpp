#include "formats/keras/read/norms.h"

namespace ponte::keras::layers_op_normalize {

namespace {

// Of length 1 along the axes.
Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor(0, "x"));
  TRY_ASSIGN(int64_t order, call.integer("order", 2));
  TRY_ASSIGN(double epsilon, call.number("epsilon", 1e-7));
  if (order != 2) return unsupported("Normalize of order {} is not supported", order);
  TRY_ASSIGN(Dims axes, call.has("axis") ? call.axes("axis", call.rank(x))
                                         : Result<Dims>(Dims{static_cast<int64_t>(call.rank(x)) - 1}));
  return call.give(normalize(call, x, std::move(axes), epsilon, ""));
}

}  // namespace

constinit extern const KerasLayer layer_op_normalize{
    .class_name = "Normalize", .module = "keras.src.ops.nn", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_normalize

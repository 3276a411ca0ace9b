#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_one_hot {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  TRY_ASSIGN(int64_t classes, call.integer("num_classes"));
  TRY_ASSIGN(int64_t axis, call.axis("axis", call.rank(x) + 1, -1));
  ValueId depth = call.b.constant(Tensor::scalar<int64_t>(classes), "classes");
  ValueId values = call.b.constant(Tensor::of<float>({0, 1}, {2}), "values");
  return call.give(call.b.add("one_hot", {call.cast(x, DType::i64), depth, values}, {{"axis", axis}}));
}

}  // namespace

constinit extern const KerasLayer layer_op_one_hot{
    .class_name = "OneHot", .module = "keras.src.ops.nn", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_one_hot

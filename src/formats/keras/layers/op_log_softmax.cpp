#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_log_softmax {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor(0, "x"));
  TRY_ASSIGN(int64_t axis, call.axis("axis", call.rank(x), -1));
  return call.give(call.b.add("log_softmax", {x}, {{"axis", axis}}));
}

}  // namespace

constinit extern const KerasLayer layer_op_log_softmax{
    .class_name = "LogSoftmax", .module = "keras.src.ops.nn", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_log_softmax

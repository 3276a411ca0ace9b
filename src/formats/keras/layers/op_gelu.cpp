#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_gelu {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor(0, "x"));
  TRY_ASSIGN(bool approximate, call.flag("approximate", true));
  return call.give(call.b.add("gelu", {x}, {{"approximate", std::string(approximate ? "tanh" : "none")}}));
}

}  // namespace

constinit extern const KerasLayer layer_op_gelu{
    .class_name = "Gelu", .module = "keras.src.ops.nn", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_gelu

#include "formats/keras/read/norms.h"

namespace ponte::keras::layers_op_var {

namespace {

Result<> read(LayerReader& call) { return read_variance(call, false); }

}  // namespace

constinit extern const KerasLayer layer_op_var{
    .class_name = "Var", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_var

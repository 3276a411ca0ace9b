#include "formats/keras/read/norms.h"

namespace ponte::keras::layers_op_std {

namespace {

Result<> read(LayerReader& call) { return read_variance(call, true); }

}  // namespace

constinit extern const KerasLayer layer_op_std{
    .class_name = "Std", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_std

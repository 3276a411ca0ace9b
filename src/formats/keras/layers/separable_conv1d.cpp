#include "formats/keras/read/window_reader.h"

namespace ponte::keras::layers_separable_conv1d {

namespace {

Result<> read(LayerReader& call) { return read_separable(call, 1); }

}  // namespace

constinit extern const KerasLayer layer_separable_conv1d{
    .class_name = "SeparableConv1D", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_separable_conv1d

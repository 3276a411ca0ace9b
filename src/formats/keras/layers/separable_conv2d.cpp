#include "formats/keras/read/window_reader.h"

namespace ponte::keras::layers_separable_conv2d {

namespace {

Result<> read(LayerReader& call) { return read_separable(call, 2); }

}  // namespace

constinit extern const KerasLayer layer_separable_conv2d{
    .class_name = "SeparableConv2D", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_separable_conv2d

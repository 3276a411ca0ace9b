#include "formats/keras/read/window_reader.h"

namespace ponte::keras::layers_conv3d {

namespace {

Result<> read(LayerReader& call) { return read_convolution(call, 3); }

}  // namespace

constinit extern const KerasLayer layer_conv3d{
    .class_name = "Conv3D", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_conv3d

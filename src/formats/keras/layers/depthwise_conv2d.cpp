#include "formats/keras/read/window_reader.h"

namespace ponte::keras::layers_depthwise_conv2d {

namespace {

Result<> read(LayerReader& call) { return read_depthwise(call, 2); }

}  // namespace

constinit extern const KerasLayer layer_depthwise_conv2d{
    .class_name = "DepthwiseConv2D", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_depthwise_conv2d

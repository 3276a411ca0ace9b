#include "formats/keras/read/window_reader.h"

namespace ponte::keras::layers_cropping2d {

namespace {

Result<> read(LayerReader& call) { return read_cropping(call, 2); }

}  // namespace

constinit extern const KerasLayer layer_cropping2d{
    .class_name = "Cropping2D", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_cropping2d

#include "formats/keras/read/window_reader.h"

namespace ponte::keras::layers_cropping1d {

namespace {

Result<> read(LayerReader& call) { return read_cropping(call, 1); }

}  // namespace

constinit extern const KerasLayer layer_cropping1d{
    .class_name = "Cropping1D", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_cropping1d

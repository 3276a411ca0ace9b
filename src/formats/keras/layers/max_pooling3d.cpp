#include "formats/keras/read/window_reader.h"

namespace ponte::keras::layers_max_pooling3d {

namespace {

Result<> read(LayerReader& call) { return read_pool(call, 3, "max_pool"); }

}  // namespace

constinit extern const KerasLayer layer_max_pooling3d{
    .class_name = "MaxPooling3D", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_max_pooling3d

#include "formats/keras/read/window_reader.h"

namespace ponte::keras::layers_average_pooling3d {

namespace {

Result<> read(LayerReader& call) { return read_pool(call, 3, "average_pool"); }

}  // namespace

constinit extern const KerasLayer layer_average_pooling3d{
    .class_name = "AveragePooling3D", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_average_pooling3d

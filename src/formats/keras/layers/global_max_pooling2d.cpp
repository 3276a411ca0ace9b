#include "formats/keras/read/window_reader.h"

namespace ponte::keras::layers_global_max_pooling2d {

namespace {

Result<> read(LayerReader& call) { return read_global_pool(call, 2, "global_max_pool"); }

}  // namespace

constinit extern const KerasLayer layer_global_max_pooling2d{
    .class_name = "GlobalMaxPooling2D", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_global_max_pooling2d

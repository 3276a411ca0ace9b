#include "formats/keras/read/window_reader.h"

namespace ponte::keras::layers_global_max_pooling1d {

namespace {

Result<> read(LayerReader& call) { return read_global_pool(call, 1, "global_max_pool"); }

}  // namespace

constinit extern const KerasLayer layer_global_max_pooling1d{
    .class_name = "GlobalMaxPooling1D", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_global_max_pooling1d

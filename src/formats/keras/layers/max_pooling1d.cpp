#include "formats/keras/read/window_reader.h"

namespace ponte::keras::layers_max_pooling1d {

namespace {

Result<> read(LayerReader& call) { return read_pool(call, 1, "max_pool"); }

}  // namespace

constinit extern const KerasLayer layer_max_pooling1d{
    .class_name = "MaxPooling1D", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_max_pooling1d

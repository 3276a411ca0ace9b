#include "formats/keras/read/window_reader.h"

namespace ponte::keras::layers_average_pooling1d {

namespace {

Result<> read(LayerReader& call) { return read_pool(call, 1, "average_pool"); }

}  // namespace

constinit extern const KerasLayer layer_average_pooling1d{
    .class_name = "AveragePooling1D", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_average_pooling1d

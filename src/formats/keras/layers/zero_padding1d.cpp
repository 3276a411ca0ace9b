#include "formats/keras/read/window_reader.h"

namespace ponte::keras::layers_zero_padding1d {

namespace {

Result<> read(LayerReader& call) { return read_zero_padding(call, 1); }

}  // namespace

constinit extern const KerasLayer layer_zero_padding1d{
    .class_name = "ZeroPadding1D", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_zero_padding1d

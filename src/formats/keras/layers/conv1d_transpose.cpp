#include "formats/keras/read/window_reader.h"

namespace ponte::keras::layers_conv1d_transpose {

namespace {

Result<> read(LayerReader& call) { return read_transposed(call, 1); }

}  // namespace

constinit extern const KerasLayer layer_conv1d_transpose{
    .class_name = "Conv1DTranspose", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_conv1d_transpose

#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_maximum {

namespace {

Result<> read(LayerReader& call) { return read_merge(call, "max"); }

}  // namespace

constinit extern const KerasLayer layer_maximum{
    .class_name = "Maximum", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_maximum

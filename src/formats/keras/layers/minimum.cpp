#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_minimum {

namespace {

Result<> read(LayerReader& call) { return read_merge(call, "min"); }

}  // namespace

constinit extern const KerasLayer layer_minimum{
    .class_name = "Minimum", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_minimum

#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_dropout {

namespace {

Result<> read(LayerReader& call) { return read_pass_through(call); }

}  // namespace

constinit extern const KerasLayer layer_dropout{
    .class_name = "Dropout", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_dropout

#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_alpha_dropout {

namespace {

Result<> read(LayerReader& call) { return read_pass_through(call); }

}  // namespace

constinit extern const KerasLayer layer_alpha_dropout{
    .class_name = "AlphaDropout", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_alpha_dropout

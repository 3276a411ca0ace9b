#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_random_translation {

namespace {

Result<> read(LayerReader& call) { return read_pass_through(call); }

}  // namespace

constinit extern const KerasLayer layer_random_translation{
    .class_name = "RandomTranslation", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_random_translation

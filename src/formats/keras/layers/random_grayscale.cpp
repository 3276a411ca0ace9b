#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_random_grayscale {

namespace {

Result<> read(LayerReader& call) { return read_pass_through(call); }

}  // namespace

constinit extern const KerasLayer layer_random_grayscale{
    .class_name = "RandomGrayscale", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_random_grayscale

#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_gaussian_noise {

namespace {

Result<> read(LayerReader& call) { return read_pass_through(call); }

}  // namespace

constinit extern const KerasLayer layer_gaussian_noise{
    .class_name = "GaussianNoise", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_gaussian_noise

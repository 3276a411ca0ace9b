// Of the ConvNeXt models of keras.applications.
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_stochastic_depth {

namespace {

Result<> read(LayerReader& call) { return read_pass_through(call); }

}  // namespace

constinit extern const KerasLayer layer_stochastic_depth{
    .class_name = "StochasticDepth", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_stochastic_depth

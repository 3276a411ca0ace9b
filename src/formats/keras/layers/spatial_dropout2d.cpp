#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_spatial_dropout2d {

namespace {

Result<> read(LayerReader& call) { return read_pass_through(call); }

}  // namespace

constinit extern const KerasLayer layer_spatial_dropout2d{
    .class_name = "SpatialDropout2D", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_spatial_dropout2d

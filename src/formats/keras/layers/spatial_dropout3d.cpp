#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_spatial_dropout3d {

namespace {

Result<> read(LayerReader& call) { return read_pass_through(call); }

}  // namespace

constinit extern const KerasLayer layer_spatial_dropout3d{
    .class_name = "SpatialDropout3D", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_spatial_dropout3d

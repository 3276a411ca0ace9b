#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_activity_regularization {

namespace {

Result<> read(LayerReader& call) { return read_pass_through(call); }

}  // namespace

constinit extern const KerasLayer layer_activity_regularization{
    .class_name = "ActivityRegularization", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_activity_regularization

#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_subtract {

namespace {

Result<> write(LayerWriter& node) { return write_merge(node, "Subtract"); }

Result<> read(LayerReader& call) { return read_merge(call, "sub"); }

}  // namespace

constinit extern const KerasLayer layer_subtract{
    .class_name = "Subtract", .module = "keras.layers", .ir = "sub", .read = read, .write = write};

}  // namespace ponte::keras::layers_subtract

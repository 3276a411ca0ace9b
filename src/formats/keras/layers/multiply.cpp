#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_multiply {

namespace {

Result<> write(LayerWriter& node) { return write_merge(node, "Multiply"); }

Result<> read(LayerReader& call) { return read_merge(call, "mul"); }

}  // namespace

constinit extern const KerasLayer layer_multiply{
    .class_name = "Multiply", .module = "keras.layers", .ir = "mul", .read = read, .write = write};

}  // namespace ponte::keras::layers_multiply

#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_erf {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "Erf", "math"); }

Result<> read(LayerReader& call) { return read_unary(call, "erf"); }

}  // namespace

constinit extern const KerasLayer layer_op_erf{
    .class_name = "Erf", .module = "keras.src.ops.math", .ir = "erf", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_erf

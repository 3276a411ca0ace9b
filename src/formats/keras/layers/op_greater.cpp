#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_greater {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "Greater"); }

Result<> read(LayerReader& call) { return read_binary(call, "greater"); }

}  // namespace

constinit extern const KerasLayer layer_op_greater{
    .class_name = "Greater", .module = "keras.src.ops.numpy", .ir = "greater", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_greater

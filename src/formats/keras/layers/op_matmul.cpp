#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_matmul {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "Matmul"); }

Result<> read(LayerReader& call) { return read_binary(call, "matmul"); }

}  // namespace

constinit extern const KerasLayer layer_op_matmul{
    .class_name = "Matmul", .module = "keras.src.ops.numpy", .ir = "matmul", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_matmul

#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_ones_like {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "OnesLike"); }

Result<> read(LayerReader& call) { return read_unary(call, "ones_like", true); }

}  // namespace

constinit extern const KerasLayer layer_op_ones_like{
    .class_name = "OnesLike", .module = "keras.src.ops.numpy", .ir = "ones_like", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_ones_like

#include "formats/keras/read/operation_readers.h"
#include "formats/keras/read/reductions.h"

namespace ponte::keras::layers_op_max {

namespace {

Result<> write(LayerWriter& node) { return write_reduction(node, "Max"); }

Result<> read(LayerReader& call) { return read_reduction(call, "reduce_max"); }

}  // namespace

constinit extern const KerasLayer layer_op_max{
    .class_name = "Max", .module = "keras.src.ops.numpy", .ir = "reduce_max", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_max

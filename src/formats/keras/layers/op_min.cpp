#include "formats/keras/read/operation_readers.h"
#include "formats/keras/read/reductions.h"

namespace ponte::keras::layers_op_min {

namespace {

Result<> write(LayerWriter& node) { return write_reduction(node, "Min"); }

Result<> read(LayerReader& call) { return read_reduction(call, "reduce_min"); }

}  // namespace

constinit extern const KerasLayer layer_op_min{
    .class_name = "Min", .module = "keras.src.ops.numpy", .ir = "reduce_min", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_min

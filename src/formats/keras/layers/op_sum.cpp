#include "formats/keras/read/operation_readers.h"
#include "formats/keras/read/reductions.h"

namespace ponte::keras::layers_op_sum {

namespace {

Result<> write(LayerWriter& node) { return write_reduction(node, "Sum"); }

Result<> read(LayerReader& call) { return read_reduction(call, "reduce_sum"); }

}  // namespace

constinit extern const KerasLayer layer_op_sum{
    .class_name = "Sum", .module = "keras.src.ops.numpy", .ir = "reduce_sum", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_sum

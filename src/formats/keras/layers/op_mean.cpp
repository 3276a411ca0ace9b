#include "formats/keras/read/operation_readers.h"
#include "formats/keras/read/reductions.h"

namespace ponte::keras::layers_op_mean {

namespace {

Result<> write(LayerWriter& node) { return write_reduction(node, "Mean"); }

Result<> read(LayerReader& call) { return read_reduction(call, "reduce_mean", true); }

}  // namespace

constinit extern const KerasLayer layer_op_mean{
    .class_name = "Mean", .module = "keras.src.ops.numpy", .ir = "reduce_mean", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_mean

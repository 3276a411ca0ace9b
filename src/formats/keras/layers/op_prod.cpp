#include "formats/keras/read/operation_readers.h"
#include "formats/keras/read/reductions.h"

namespace ponte::keras::layers_op_prod {

namespace {

Result<> write(LayerWriter& node) { return write_reduction(node, "Prod"); }

Result<> read(LayerReader& call) { return read_reduction(call, "reduce_prod"); }

}  // namespace

constinit extern const KerasLayer layer_op_prod{
    .class_name = "Prod", .module = "keras.src.ops.numpy", .ir = "reduce_prod", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_prod

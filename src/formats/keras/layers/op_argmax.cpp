#include "formats/keras/read/operation_readers.h"
#include "formats/keras/write/layer_writer.h"

namespace ponte::keras::layers_op_argmax {

namespace {

Result<> write(LayerWriter& node) {
  TRY_ASSIGN(TensorRef input, node.input(0));
  if (node.attrs().boolean("select_last")) return unsupported("the last of equal maxima");
  CallWriter call = node.operation("Argmax", "numpy");
  call.config().member("axis", node.attrs().integer("axis")).member("keepdims", node.attrs().boolean("keep_dims"));
  return node.finish(call.tensor(input));
}

Result<> read(LayerReader& call) { return read_arg_reduction(call, "argmax"); }

}  // namespace

constinit extern const KerasLayer layer_op_argmax{
    .class_name = "Argmax", .module = "keras.src.ops.numpy", .ir = "argmax", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_argmax

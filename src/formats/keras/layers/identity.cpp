#include "formats/keras/read/operation_readers.h"
#include "formats/keras/write/layer_writer.h"

namespace ponte::keras::layers_identity {

namespace {

Result<> write(LayerWriter& node) {
  TRY_ASSIGN(TensorRef input, node.input(0));
  node.bind(0, input);
  return {};
}

Result<> read(LayerReader& call) { return read_pass_through(call); }

}  // namespace

constinit extern const KerasLayer layer_identity{
    .class_name = "Identity", .module = "keras.layers", .ir = "identity", .read = read, .write = write};

}  // namespace ponte::keras::layers_identity

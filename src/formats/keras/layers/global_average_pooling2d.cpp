#include "formats/keras/read/window_reader.h"
#include "formats/keras/write/layer_writer.h"

namespace ponte::keras::layers_global_average_pooling2d {

namespace {

Result<> write(LayerWriter& node) {
  if (node.shape(0).size() != 4) return unsupported("pooling over {} axes", node.shape(0).size() - 2);
  TRY_ASSIGN(TensorRef input, node.input(0));
  CallWriter call = node.layer(node.node().is("global_max_pool") ? "GlobalMaxPooling2D" : "GlobalAveragePooling2D");
  call.config().member("keepdims", true);
  return node.finish(call.tensor(input));
}

Result<> read(LayerReader& call) { return read_global_pool(call, 2, "global_average_pool"); }

}  // namespace

constinit extern const KerasLayer layer_global_average_pooling2d{.class_name = "GlobalAveragePooling2D",
                                                                 .module = "keras.layers",
                                                                 .ir = "global_average_pool global_max_pool",
                                                                 .read = read,
                                                                 .write = write};

}  // namespace ponte::keras::layers_global_average_pooling2d

#include "formats/keras/read/window_reader.h"
#include "formats/keras/write/windows.h"

namespace ponte::keras::layers_average_pooling2d {

namespace {

Result<> write(LayerWriter& node) {
  if (node.shape(0).size() != 4) return unsupported("pooling over {} axes", node.shape(0).size() - 2);
  const Attrs& attrs = node.attrs();
  Window2d window{attrs.integers("kernel"), attrs.integers("strides"), attrs.integers("pads")};
  if (attrs.boolean("ceil")) return unsupported("average pooling with ceil");
  TRY_ASSIGN(TensorRef input, node.input(0));
  // Keras does not count the places beyond the border.
  bool counts = attrs.boolean("count_include_pad"), same = is_same_padding(window) && !counts;
  if (has_padding(window.pads) && !same) {
    if (!counts) return unsupported("average pooling with pads that do not count");
    TRY_ASSIGN(input, pad_with_zeros(node, input, node.shape(0), window.pads));
  }
  CallWriter call = node.layer("AveragePooling2D");
  call.config().key("pool_size").json(pair_json(window.kernel));
  call.config().key("strides").json(pair_json(window.strides));
  call.config().member("padding", same && has_padding(window.pads) ? "same" : "valid");
  return node.finish(call.tensor(input));
}

Result<> read(LayerReader& call) { return read_pool(call, 2, "average_pool"); }

}  // namespace

constinit extern const KerasLayer layer_average_pooling2d{
    .class_name = "AveragePooling2D", .module = "keras.layers", .ir = "average_pool", .read = read, .write = write};

}  // namespace ponte::keras::layers_average_pooling2d

#include "formats/keras/read/window_reader.h"
#include "formats/keras/write/windows.h"

namespace ponte::keras::layers_max_pooling2d {

namespace {

Result<> write(LayerWriter& node) {
  if (node.shape(0).size() != 4) return unsupported("pooling over {} axes", node.shape(0).size() - 2);
  const Attrs& attrs = node.attrs();
  if (attrs.integers("dilations") != Dims{1, 1}) return unsupported("pooling with dilation");
  Window2d window{attrs.integers("kernel"), attrs.integers("strides"), attrs.integers("pads")};
  if (attrs.boolean("ceil")) window.pads = pads_with_ceil(window, node.shape(0), node.output_fact().shape);
  TRY_ASSIGN(TensorRef input, node.input(0));
  // Keras pads with the lowest number here; elsewhere the pads are written out.
  bool same = is_same_padding(window);
  if (!same) {
    TRY_ASSIGN(input, pad_with_lowest(node, input, node.shape(0), window.pads));
  }
  CallWriter call = node.layer("MaxPooling2D");
  call.config().key("pool_size").json(pair_json(window.kernel));
  call.config().key("strides").json(pair_json(window.strides));
  call.config().member("padding", same && has_padding(window.pads) ? "same" : "valid");
  return node.finish(call.tensor(input));
}

Result<> read(LayerReader& call) { return read_pool(call, 2, "max_pool"); }

}  // namespace

constinit extern const KerasLayer layer_max_pooling2d{
    .class_name = "MaxPooling2D", .module = "keras.layers", .ir = "max_pool", .read = read, .write = write};

}  // namespace ponte::keras::layers_max_pooling2d

// x[…] on a tensor of Keras 2.
#include "formats/keras/read/item_reader.h"

namespace ponte::keras::layers_slicing_op_lambda {

namespace {

Result<> read(LayerReader& call) {
  call.ignore("function");
  TRY_ASSIGN(ValueId x, call.tensor(0, "tensor"));
  const ConfigValue* key = call.argument(1, "slice_spec");
  if (!key) return corrupt("an index without a slice_spec");
  TRY_ASSIGN(x, get_item(call, x, *key));
  return call.give(x);
}

}  // namespace

constinit extern const KerasLayer layer_slicing_op_lambda{
    .class_name = "SlicingOpLambda", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_slicing_op_lambda

// A function of TensorFlow as a layer of Keras 2.
#include "formats/keras/read/tf_functions.h"

namespace ponte::keras::layers_tf_op_lambda {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(std::string function, call.text("function"));
  return read_tf_function(call, function);
}

}  // namespace

constinit extern const KerasLayer layer_tf_op_lambda{
    .class_name = "TFOpLambda", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_tf_op_lambda

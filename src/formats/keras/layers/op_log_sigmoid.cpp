#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_log_sigmoid {

namespace {

Result<> read(LayerReader& call) { return read_activation(call, "log_sigmoid"); }

}  // namespace

constinit extern const KerasLayer layer_op_log_sigmoid{
    .class_name = "LogSigmoid", .module = "keras.src.ops.nn", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_log_sigmoid

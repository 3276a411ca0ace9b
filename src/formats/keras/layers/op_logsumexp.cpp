#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_logsumexp {

namespace {

Result<> read(LayerReader& call) { return read_reduction(call, "reduce_log_sum_exp", true); }

}  // namespace

constinit extern const KerasLayer layer_op_logsumexp{
    .class_name = "Logsumexp", .module = "keras.src.ops.math", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_logsumexp

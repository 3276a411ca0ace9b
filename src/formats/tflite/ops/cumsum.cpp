#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_cumsum {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(Dims axes, node.need_ints(1, "an axis"));
  TRY_ASSIGN(bool exclusive, node.option<bool>(0, false));
  TRY_ASSIGN(bool reverse, node.option<bool>(1, false));
  if (axes.size() != 1) return corrupt("CUMSUM along {} axes", axes.size());
  ValueId axis = node.b.constant(Tensor::scalar<int64_t>(axes[0]), "axis");
  return node.give(node.b.add("cum_sum", {x, axis}, {{"exclusive", exclusive}, {"reverse", reverse}}));
}

}  // namespace

constinit extern const TfliteOp op_cumsum{.name = "CUMSUM", .code = 128, .options = 102, .read = read};

}  // namespace ponte::tflite::ops_cumsum

#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_arg_min {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(Dims axes, node.need_ints(1, "an axis"));
  if (axes.size() != 1) return corrupt("{} along {} axes", node.info().name, axes.size());
  TRY_ASSIGN(int64_t axis, node.axis(axes[0], node.rank(x)));
  return node.give(node.b.add("argmin", {x}, {{"axis", axis}, {"keep_dims", false}}));
}

}  // namespace

constinit extern const TfliteOp op_arg_min{.name = "ARG_MIN", .code = 79, .options = 57, .read = read};

}  // namespace ponte::tflite::ops_arg_min

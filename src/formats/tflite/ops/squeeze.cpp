#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_squeeze {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(Dims axes, node.option_ints(0));
  for (int64_t& axis : axes) {
    TRY_ASSIGN(axis, node.axis(axis, node.rank(x)));
  }
  if (axes.empty())
    for (size_t i = 0; i < node.rank(x); ++i)
      if (node.shape(x)[i] == Dim(1)) axes.push_back(static_cast<int64_t>(i));
  if (axes.empty()) return node.give(x);
  return node.give(node.b.add("squeeze", {x}, {{"axes", axes}}));
}

}  // namespace

constinit extern const TfliteOp op_squeeze{.name = "SQUEEZE", .code = 43, .options = 30, .read = read};

}  // namespace ponte::tflite::ops_squeeze

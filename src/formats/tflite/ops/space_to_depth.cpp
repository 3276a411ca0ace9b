#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_space_to_depth {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(int32_t block, node.option<int32_t>(0, 0));
  return node.give(node.b.add("space_to_depth", {x}, {{"block", int64_t{block}}, {"layout", "nhwc"}}));
}

}  // namespace

constinit extern const TfliteOp op_space_to_depth{.name = "SPACE_TO_DEPTH", .code = 26, .options = 19, .read = read};

}  // namespace ponte::tflite::ops_space_to_depth

#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_mirror_pad {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(int8_t mode, node.option<int8_t>(0, 0));
  if (mode != 0) return unsupported("MIRROR_PAD that repeats the border is not supported");
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(ValueId pads, read_pads(node, 1, node.rank(x)));
  return node.give(node.b.add("pad", {x, pads}, {{"mode", "reflect"}}));
}

}  // namespace

constinit extern const TfliteOp op_mirror_pad{.name = "MIRROR_PAD", .code = 100, .options = 77, .read = read};

}  // namespace ponte::tflite::ops_mirror_pad

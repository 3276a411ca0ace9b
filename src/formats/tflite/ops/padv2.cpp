#include "formats/tflite/simple_reads.h"
#include "formats/tflite/tflite_op.h"

namespace ponte::tflite::ops_padv2 {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(ValueId pads, read_pads(node, 1, node.rank(x)));
  TRY_ASSIGN(ValueId value, node.input(2));
  if (node.rank(value) != 0) value = node.b.reshape(value, {}, "value");
  return node.give(node.b.add("pad", {x, pads, value}));
}

}  // namespace

constinit extern const TfliteOp op_padv2{.name = "PADV2", .code = 60, .options = 43, .read = read};

}  // namespace ponte::tflite::ops_padv2

#include "formats/tflite/op_reader.h"
#include "formats/tflite/op_writer.h"

namespace ponte::tflite::ops_topk_v2 {

namespace {

Result<> write(OpWriter& node) {
  const Attrs& attrs = node.attrs();
  if (attrs.integer("axis") + 1 != static_cast<int64_t>(node.shape(0).size()) || !attrs.boolean("largest"))
    return unsupported("topk along another axis than the last, or of the smallest");
  TRY_ASSIGN(Dims count, node.need_ints(1, "a count"));
  TRY_ASSIGN(TensorIndex input, node.input(0));
  TRY_ASSIGN(TensorIndex values, node.output(0));
  TensorIndex indices;
  if (node.node().outputs.size() > 1) {
    TRY_ASSIGN(indices, node.output(1));
  } else {
    indices = node.temporary(node.output_fact().shape, TensorType::i32);
  }
  node.emit("TOPK_V2", {input, node.ints(count, true)}, {values, indices});
  return {};
}

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(ValueId count, node.ints(1));
  if (node.rank(x) == 0) return corrupt("TOPK_V2 of a number");
  if (node.output_count() != 2) return corrupt("TOPK_V2 with {} outputs", node.output_count());
  if (node.rank(count) == 0) count = node.b.reshape(count, {1}, "count");
  auto parts = node.b.add_multi("topk", {x, count}, {{"axis", static_cast<int64_t>(node.rank(x)) - 1}}, 2);
  TRY(node.b.status());
  TRY(node.give(parts[0]));
  return node.give(parts[1], 1);
}

}  // namespace

constinit extern const TfliteOp op_topk_v2{
    .name = "TOPK_V2", .code = 48, .options = 34, .ir = "topk", .write = write, .read = read};

}  // namespace ponte::tflite::ops_topk_v2

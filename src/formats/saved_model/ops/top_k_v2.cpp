#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_top_k_v2 {

namespace {

/// Indices are int32 in every version.
Result<> write(OpWriter& node) {
  const Attrs& attrs = node.attrs();
  if (attrs.integer("axis") + 1 != static_cast<int64_t>(node.rank()) || !attrs.boolean("largest"))
    return unsupported("topk along another axis than the last, or of the smallest");
  TRY_ASSIGN(Dims count, node.need_ints(1, "a count"));
  TRY_ASSIGN(std::string input, node.input(0));
  NodeDef& made = node.add_typed("TopKV2", {input, node.integer(count[0])});
  made.boolean("sorted", attrs.boolean("sorted"));
  node.bind(made.out("values"));
  if (node.node().outputs.size() < 2) return {};
  node.bind(
      node.add("Cast", {made.out("indices")}).type("SrcT", DataType::i32).type("DstT", node.output_type(1)).out("y"),
      1);
  return {};
}

}  // namespace

constinit extern const TfOp op_top_k_v2{.name = "TopKV2", .ir = "topk", .write = write, .output = "values"};

}  // namespace ponte::saved_model::ops_top_k_v2

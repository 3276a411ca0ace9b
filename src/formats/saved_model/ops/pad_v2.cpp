#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_pad_v2 {

namespace {

Result<> write(OpWriter& node) {
  const std::string& mode = node.attrs().text("mode");
  if (mode != "constant" && mode != "reflect") return unsupported("pad with mode {}", mode);
  TRY_ASSIGN(Dims pads, node.need_ints(1, "sizes"));
  size_t rank = pads.size() / 2;
  std::vector<int32_t> amounts;
  for (size_t i = 0; i < rank; ++i) {
    if (pads[i] < 0 || pads[i + rank] < 0) return unsupported("negative padding");
    amounts.push_back(static_cast<int32_t>(pads[i]));
    amounts.push_back(static_cast<int32_t>(pads[i + rank]));
  }
  TRY_ASSIGN(std::string input, node.input(0));
  Tensor list = Tensor::of(std::move(amounts), {static_cast<int64_t>(rank), 2});
  TRY_ASSIGN(std::string all, node.constant_node(list, scope_of(node.node().name) + "/paddings"));
  if (mode == "reflect") {
    NodeDef& made = node.add_typed("MirrorPad", {input, all});
    node.bind(made.type("Tpaddings", DataType::i32).text("mode", "REFLECT").out("output"));
    return {};
  }
  std::string value;
  if (node.has_input(2)) {
    TRY_ASSIGN(value, node.input(2));
  } else {
    if (!is_float(node.fact(0).dtype)) return unsupported("pad of {} without a value", dtype_name(node.fact(0).dtype));
    value = node.number(0, node.type());
  }
  node.finish({input, all, value}).type("Tpaddings", DataType::i32);
  return {};
}

}  // namespace

constinit extern const TfOp op_pad_v2{.name = "PadV2", .ir = "pad", .write = write};

}  // namespace ponte::saved_model::ops_pad_v2

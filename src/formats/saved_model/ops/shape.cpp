#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_shape {

namespace {

Result<> write(OpWriter& node) {
  Dims range{0, static_cast<int64_t>(node.rank())};
  TRY_ASSIGN(std::string input, node.input(0));
  std::string result = node.add_typed("Shape", {input}).type("out_type", DataType::i64).out("output");
  const Dim& count = node.output_fact().shape[0];
  if (!count.known()) return unsupported("a shape of open length");
  if (count != Dim(range[1])) {
    int64_t begin = node.attrs().integer("start");
    if (begin < 0) begin += range[1];
    NodeDef& made =
        node.add("StridedSlice", {result, node.ints({begin}), node.ints({begin + count.size}), node.ints({1})});
    result = made.type("T", DataType::i64).type("Index", DataType::i32).out("output");
  }
  node.bind(std::move(result));
  return {};
}

}  // namespace

constinit extern const TfOp op_shape{.name = "Shape", .ir = "shape", .write = write};

}  // namespace ponte::saved_model::ops_shape

#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_concat_v2 {

namespace {

Result<> write(OpWriter& node) {
  TRY_ASSIGN(std::vector<std::string> inputs, node.inputs());
  int64_t count = static_cast<int64_t>(inputs.size());
  inputs.push_back(node.integer(node.attrs().integer("axis")));
  node.finish(std::move(inputs)).integer("N", count).type("Tidx", DataType::i32);
  return {};
}

}  // namespace

constinit extern const TfOp op_concat_v2{.name = "ConcatV2", .ir = "concat", .write = write};

}  // namespace ponte::saved_model::ops_concat_v2

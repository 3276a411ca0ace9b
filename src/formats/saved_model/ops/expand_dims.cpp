#include <algorithm>

#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_expand_dims {

namespace {

/// One axis after another, the first one first: each is counted in the result.
Result<> write(OpWriter& node) {
  Dims axes = node.attrs().integers("axes");
  std::ranges::sort(axes);
  TRY_ASSIGN(std::string result, node.input(0));
  for (int64_t axis : axes)
    result = node.add_typed("ExpandDims", {result, node.integer(axis)}).type("Tdim", DataType::i32).out("output");
  node.bind(std::move(result));
  return {};
}

}  // namespace

constinit extern const TfOp op_expand_dims{.name = "ExpandDims", .ir = "unsqueeze", .write = write};

}  // namespace ponte::saved_model::ops_expand_dims

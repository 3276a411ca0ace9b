#include <algorithm>

#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_reshape {

namespace {

/// A size that stays open is the input's own at that place, or else what is left: -1, once.
Result<std::string> open_shape(OpWriter& node, const std::string& input) {
  const Shape &from = node.shape(0), &to = node.output_fact().shape;
  auto asked = node.node().is("reshape") ? node.graph().context(node.node()).known_ints(1) : std::nullopt;
  if (!asked && node.node().is("reshape")) return node.input(1);
  std::vector<std::string> parts;
  int left = 0;
  for (size_t i = 0; i < to.size(); ++i) {
    int64_t axis = static_cast<int64_t>(i);
    bool is_own = i < from.size() && ((asked && (*asked)[i] == 0) || (!to[i].symbol.empty() && to[i] == from[i]));
    if (to[i].known())
      parts.push_back(node.ints({to[i].size}));
    else if (is_own)
      parts.push_back(sizes_of(node, input, node.type(), axis, axis + 1));
    else if (++left > 1)
      return unsupported("{} to several open sizes", node.node().op->name);
    else
      parts.push_back(node.ints({-1}));
  }
  return joined_ints(node, std::move(parts));
}

Result<> write(OpWriter& node) {
  Dims wanted;
  for (const Dim& dim : node.output_fact().shape) wanted.push_back(dim.known() ? dim.size : -1);
  TRY_ASSIGN(std::string input, node.input(0));
  if (std::ranges::count(wanted, -1) <= 1) {
    node.finish({input, node.ints(wanted)}).type("Tshape", DataType::i32);
    return {};
  }
  TRY_ASSIGN(std::string shape, open_shape(node, input));
  bool is_computed = node.node().is("reshape") && !node.graph().context(node.node()).known_ints(1);
  node.finish({input, shape}).type("Tshape", is_computed ? node.type(1) : DataType::i32);
  return {};
}

}  // namespace

constinit extern const TfOp op_reshape{.name = "Reshape", .ir = "reshape flatten", .write = write};

}  // namespace ponte::saved_model::ops_reshape

#include "formats/onnx/arg_reductions.h"

namespace ponte::onnx {

Result<> read_arg_reduction(NodeReader& node) {
  TRY_ASSIGN(int64_t axis, node.axis("axis", 0));
  TRY_ASSIGN(bool keep_dims, node.boolean("keepdims", true));
  TRY_ASSIGN(bool select_last, node.boolean("select_last_index", false));
  return node.emit(node.op().ir, {node.input(0)},
                   {{"axis", axis}, {"keep_dims", keep_dims}, {"select_last", select_last}});
}

Result<> write_arg_reduction(NodeWriter& node) {
  node.input(0);
  node.integer("axis", node.attrs().integer("axis"));
  node.boolean("keepdims", node.attrs().boolean("keep_dims"));
  node.boolean("select_last_index", node.attrs().boolean("select_last"));
  return {};
}

}  // namespace ponte::onnx

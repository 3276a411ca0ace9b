#include <algorithm>

#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_take_along_axis {

namespace {

/// Where all columns take the same rows: the indices before they are repeated for every column.
ValueId rows_only(const OpWriter& node, size_t axis) {
  ValueId index = node.node().inputs[1];
  const Node* maker = node.graph().producer(index);
  if (maker && (maker->is("tile") || maker->is("expand"))) index = maker->inputs[0];
  const Shape &rows = node.graph().value(index).fact.shape, &from = node.shape(0);
  if (rows.size() != from.size()) return {};
  for (size_t i = 0; i < rows.size(); ++i) {
    if (i == axis) continue;
    if (i < axis && rows[i] != from[i]) return {};
    if (i > axis && (rows[i] != Dim(1) || node.output_fact().shape[i] != from[i])) return {};
  }
  return index;
}

/// Axes before the gathered one go along, those after it come whole: a gather with batch axes.
Result<> write(OpWriter& node) {
  int64_t axis = node.attrs().integer("axis");
  ValueId rows = rows_only(node, static_cast<size_t>(axis));
  if (!rows) return unsupported("gather_elements by other indices per column");
  Dims list;
  for (int64_t i = 0; i <= axis; ++i) {
    const Dim& dim = node.graph().value(rows).fact.shape[static_cast<size_t>(i)];
    list.push_back(dim.known() ? dim.size : -1);
  }
  if (std::count(list.begin(), list.end(), -1) > 1) return unsupported("gather_elements of several open sizes");
  DataType kind = node.type(1);
  TRY_ASSIGN(std::string input, node.input(0));
  TRY_ASSIGN(std::string indices, node.value(rows));
  if (static_cast<size_t>(axis) + 1 < node.rank())
    indices =
        node.add("Reshape", {indices, node.ints(list)}).type("T", kind).type("Tshape", DataType::i32).out("output");
  NodeDef& made = node.add("GatherV2", {input, indices, node.integer(axis)});
  made.type("Tparams", node.type()).type("Tindices", kind).type("Taxis", DataType::i32).integer("batch_dims", axis);
  node.bind(made.out("output"));
  return {};
}

}  // namespace

constinit extern const TfOp op_take_along_axis{.name = "GatherV2", .ir = "gather_elements", .write = write};

}  // namespace ponte::saved_model::ops_take_along_axis

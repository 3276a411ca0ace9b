#include "formats/tflite/simple_reads.h"

namespace ponte::tflite {

namespace {

std::string_view ir_of(const OpReader& node) {
  std::string_view names = node.info().ir;
  return names.substr(0, names.find(' '));
}

}  // namespace

Result<> read_plain(OpReader& node) {
  TRY_ASSIGN(std::vector<ValueId> inputs, node.inputs());
  return node.give(node.b.add(ir_of(node), std::move(inputs)));
}

Result<> read_arithmetic(OpReader& node) {
  TRY_ASSIGN(std::vector<ValueId> inputs, node.inputs());
  return node.give_activated(node.b.add(ir_of(node), std::move(inputs)), 0);
}

Result<> read_reduction(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(Dims axes, node.need_ints(1, "axes"));
  TRY_ASSIGN(bool keep, node.option<bool>(0, false));
  for (int64_t& axis : axes) {
    TRY_ASSIGN(axis, node.axis(axis, node.rank(x)));
  }
  std::sort(axes.begin(), axes.end());
  axes.erase(std::unique(axes.begin(), axes.end()), axes.end());
  // No axes: nothing is reduced, while the IR would reduce all.
  if (axes.empty()) return node.give(x);
  return node.give(node.b.add(ir_of(node), {x}, {{"axes", axes}, {"keep_dims", keep}}));
}

Result<ValueId> read_pads(OpReader& node, size_t i, size_t rank) {
  TRY_ASSIGN(Dims pairs, node.need_ints(i, "pads"));
  if (pairs.size() != 2 * rank) return corrupt("{} pads of {} axes", pairs.size(), rank);
  Dims pads(pairs.size());
  for (size_t axis = 0; axis < rank; ++axis) {
    pads[axis] = pairs[2 * axis];
    pads[rank + axis] = pairs[2 * axis + 1];
  }
  return node.b.ints(std::move(pads), "pads");
}

Result<> read_reshaped(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  const Shape& shape = node.shape(x);
  const FileTensor& tensor = node.output_tensor();
  Dims dims = tensor.shape.list<int64_t>();
  int open = 0;
  for (const Dim& dim : shape) open += dim.known() ? 0 : 1;
  if (open > 0) {
    if (tensor.signature.size() != dims.size()) return unsupported("{} of open sizes", node.info().name);
    dims = tensor.signature.list<int64_t>();
    if (std::count(dims.begin(), dims.end(), -1) > 1) return unsupported("{} of several open sizes", node.info().name);
  }
  return node.give(node.b.reshape(x, std::move(dims), ""));
}

}  // namespace ponte::tflite

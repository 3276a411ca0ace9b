// What works element by element does so in any order of axes. Operands of lower rank are broadcast from the last axis
// on: constants are reshaped and turned, others get their leading axes first.

#include "graph/evaluate/evaluate_move.h"
#include "passes/layout/relayout.h"

namespace ponte::passes::layout_elementwise {

namespace {

/// A constant of any rank as it stands beside values in this order, without leading axes of size one.
Result<Tensor> transpose_constant(const Tensor& constant, const Dims& order) {
  Dims dims(order.size() - constant.dims().size(), 1);
  dims.insert(dims.end(), constant.dims().begin(), constant.dims().end());
  TRY_ASSIGN(Tensor full, constant.reshape(dims));
  Tensor result = transpose(full, order);
  Dims kept = result.dims();
  while (!kept.empty() && kept.front() == 1) kept.erase(kept.begin());
  return result.reshape(kept);
}

Result<ValueId> operand(Relayout& relayout, ValueId input, const Dims& order) {
  if (!input) return input;
  size_t rank = relayout.rank(input);
  if (rank == order.size() && !relayout.constant(input)) return relayout.in_order(input, order);
  bool same = order == identity_order(order.size());
  const Tensor* constant = relayout.constant(input);
  if (rank == 0 || same || (constant && constant->count() == 1)) return relayout.plain(input);
  const std::string& name = relayout.old().value(input).name;
  if (constant) {
    TRY_ASSIGN(Tensor tensor, transpose_constant(*constant, order));
    return relayout.add_constant(std::move(tensor), name);
  }
  Dims leading = identity_order(order.size() - rank);
  TRY_ASSIGN(ValueId value, relayout.plain(input));
  TRY_ASSIGN(ValueId full, relayout.add("unsqueeze", {value}, {{"axes", leading}}, name + ".leading"));
  return relayout.add("transpose", {full}, {{"perm", order}}, name + ".axes");
}

Result<> apply(Relayout& relayout, const Node& node) {
  Dims order = relayout.best_order(node, relayout.rank(node.outputs[0]));
  std::vector<ValueId> inputs;
  for (ValueId input : node.inputs) {
    TRY_ASSIGN(ValueId value, operand(relayout, input, order));
    inputs.push_back(value);
  }
  return relayout.emit(node, std::move(inputs), order);
}

}  // namespace

constinit extern const LayoutRule layout_elementwise{
    "abs atan cast ceil clip cos elu erf exp floor gelu hard_sigmoid hard_swish identity leaky_relu log mish neg not "
    "ones_like "
    "reciprocal relu round selu sigmoid sign silu sin softplus sqrt tan tanh add sub mul div pow mod min max and or "
    "xor "
    "equal greater greater_equal less less_equal where prelu",
    apply};

}  // namespace ponte::passes::layout_elementwise

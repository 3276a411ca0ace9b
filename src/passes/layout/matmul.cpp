// A matrix product wants its two last axes last; turned around, it is the product of the turned factors in the other
// order: (A B)^T = B^T A^T. What moves fewer elements is done.

#include "passes/layout/relayout.h"

namespace ponte::passes::layout_matmul {

namespace {

Dims turned_order(size_t rank) {
  Dims order = identity_order(rank);
  std::swap(order[rank - 1], order[rank - 2]);
  return order;
}

/// x W with a matrix W: the other axes of x may be in any order.
Result<> times_matrix(Relayout& relayout, const Node& node) {
  Dims order = relayout.order(node.inputs[0]);
  if (order.back() != static_cast<int64_t>(order.size()) - 1) return relayout.emit_plain(node);
  TRY_ASSIGN(ValueId left, relayout.in_order(node.inputs[0], order));
  TRY_ASSIGN(ValueId right, relayout.plain(node.inputs[1]));
  return relayout.emit(node, {left, right}, order);
}

Result<> apply(Relayout& relayout, const Node& node) {
  size_t left_rank = relayout.rank(node.inputs[0]), right_rank = relayout.rank(node.inputs[1]);
  if (right_rank == 2 && left_rank > 2 && !relayout.constant(node.inputs[0])) return times_matrix(relayout, node);
  if (left_rank != right_rank || left_rank < 3) return relayout.emit_plain(node);
  Dims turned = turned_order(left_rank), straight = identity_order(left_rank);
  auto moved = [&](const Dims& order) {
    return relayout.cost(node.inputs[0], order) + relayout.cost(node.inputs[1], order);
  };
  if (moved(straight) <= moved(turned)) return relayout.emit_plain(node);
  TRY_ASSIGN(ValueId left, relayout.in_order(node.inputs[0], turned));
  TRY_ASSIGN(ValueId right, relayout.in_order(node.inputs[1], turned));
  return relayout.emit(node, {right, left}, turned);
}

}  // namespace

constinit extern const LayoutRule layout_matmul{"matmul", apply};

}  // namespace ponte::passes::layout_matmul

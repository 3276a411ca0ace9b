#pragma once
// Short words for what the sub-graphs are made of. Names are left to the scope.

#include "graph/builder.h"

namespace ponte::graph {

inline ValueId int64_scalar(GraphBuilder& b, int64_t value) {
  return b.constant(Tensor::scalar<int64_t>(value), "whole");
}
inline ValueId f64_scalar(GraphBuilder& b, double value) { return b.constant(Tensor::scalar<double>(value), "real"); }
inline ValueId cast(GraphBuilder& b, ValueId x, DType to) { return b.add("cast", {x}, {{"to", to}}, "cast"); }
inline ValueId to_float(GraphBuilder& b, ValueId x) { return cast(b, x, DType::f32); }
inline ValueId to_double(GraphBuilder& b, ValueId x) { return cast(b, x, DType::f64); }
inline ValueId to_int64(GraphBuilder& b, ValueId x) { return cast(b, x, DType::i64); }

inline ValueId div(GraphBuilder& b, ValueId x, ValueId y) { return b.add("div", {x, y}, {}, "div"); }
inline ValueId min(GraphBuilder& b, ValueId x, ValueId y) { return b.add("min", {x, y}, {}, "min"); }
inline ValueId max(GraphBuilder& b, ValueId x, ValueId y) { return b.add("max", {x, y}, {}, "max"); }
inline ValueId clamp(GraphBuilder& b, ValueId x, ValueId low, ValueId high) { return min(b, max(b, x, low), high); }
inline ValueId logical_and(GraphBuilder& b, ValueId x, ValueId y) { return b.add("and", {x, y}, {}, "and"); }
inline ValueId select(GraphBuilder& b, ValueId condition, ValueId x, ValueId y) {
  return b.add("where", {condition, x, y}, {}, "where");
}

inline ValueId gather(GraphBuilder& b, ValueId x, ValueId indices, int64_t axis) {
  return b.add("gather", {x, indices}, {{"axis", axis}}, "gather");
}
/// One place of an axis, which goes.
inline ValueId take(GraphBuilder& b, ValueId x, int64_t axis, int64_t place) {
  return gather(b, x, int64_scalar(b, place), axis);
}
/// (n, k) by (m, k) indices.
inline ValueId gather_nd(GraphBuilder& b, ValueId x, ValueId indices) {
  return b.add("gather_nd", {x, indices}, {}, "gather_nd");
}
inline ValueId unsqueeze(GraphBuilder& b, ValueId x, Dims axes) {
  return b.add("unsqueeze", {x}, {{"axes", std::move(axes)}}, "unsqueeze");
}
inline ValueId squeeze(GraphBuilder& b, ValueId x, Dims axes) {
  return b.add("squeeze", {x}, {{"axes", std::move(axes)}}, "squeeze");
}
/// Numbers beside each other: (n).
inline ValueId stack(GraphBuilder& b, const std::vector<ValueId>& numbers) {
  std::vector<ValueId> parts;
  for (ValueId number : numbers) parts.push_back(unsqueeze(b, number, {0}));
  return b.concat(std::move(parts), 0);
}
/// The size of one axis as a number. Opset 15 and later could ask for it alone.
inline ValueId size_of(GraphBuilder& b, ValueId x, int64_t axis) {
  return take(b, b.unary("shape", x, "shape"), 0, axis);
}
/// 0, 1, …, count - 1 for a number `count`.
inline ValueId arange(GraphBuilder& b, ValueId count) {
  return b.add("range", {int64_scalar(b, 0), count, int64_scalar(b, 1)}, {}, "range");
}

/// The sizes of axes first, first + 1, …, end - 1.
inline ValueId sizes_of(GraphBuilder& b, ValueId x, int64_t first, int64_t end) {
  return b.slice(b.unary("shape", x, "shape"), 0, first, end);
}

inline ValueId reduce(GraphBuilder& b, std::string_view op, ValueId x, int64_t axis) {
  return b.add(op, {x}, {{"axes", Dims{axis}}, {"keep_dims", false}}, op);
}

/// The same axes cut from starts to ends, both (axes).
inline ValueId slice(GraphBuilder& b, ValueId x, ValueId starts, ValueId ends, Dims axes) {
  Dims steps(axes.size(), 1);
  return b.add("slice", {x, starts, ends, b.ints(std::move(axes), "axes"), b.ints(std::move(steps), "steps")}, {},
               "slice");
}

}  // namespace ponte::graph

#include "graph/shape.h"

#include <algorithm>

namespace ponte::graph {

bool all_known(const Shape& shape) {
  return std::all_of(shape.begin(), shape.end(), [](const Dim& dim) { return dim.known(); });
}

std::optional<Dims> known_dims(const Shape& shape) {
  Dims dims;
  for (const Dim& dim : shape) {
    if (!dim.known()) return std::nullopt;
    dims.push_back(dim.size);
  }
  return dims;
}

Shape to_shape(const Dims& dims) { return Shape(dims.begin(), dims.end()); }

std::string shape_text(const Shape& shape) {
  std::string text;
  for (const Dim& dim : shape) {
    if (!text.empty()) text += ',';
    if (dim.known())
      text += std::to_string(dim.size);
    else
      text += dim.symbol.empty() ? "?" : dim.symbol;
  }
  return text;
}

std::string dims_text(const Dims& dims) { return shape_text(to_shape(dims)); }

Result<int64_t> element_count(const Dims& dims) {
  // The sizes beside a 0 must not overflow either: strides are made of them.
  int64_t count = 1;
  bool empty = false;
  for (int64_t size : dims) {
    if (size < 0) return corrupt("the shape [{}] has a negative size", dims_text(dims));
    if (size == 0)
      empty = true;
    else if (__builtin_mul_overflow(count, size, &count))
      return corrupt("the shape [{}] is too large", dims_text(dims));
  }
  return empty ? 0 : count;
}

namespace {

Result<Dim> broadcast_dim(const Dim& a, const Dim& b) {
  if (a == b) return a;
  if (a.known() && a.size == 1) return b;
  if (b.known() && b.size == 1) return a;
  if (a.known() && b.known()) return corrupt("sizes {} and {} do not broadcast", a.size, b.size);
  // A size that is not 1 wins over an unknown one, which can then only be 1 or the same.
  if (a.known()) return a;
  if (b.known()) return b;
  return Dim{};
}

}  // namespace

Result<Shape> broadcast(const Shape& a, const Shape& b) {
  const Shape& longer = a.size() >= b.size() ? a : b;
  const Shape& shorter = a.size() >= b.size() ? b : a;
  Shape result = longer;
  size_t offset = longer.size() - shorter.size();
  for (size_t i = 0; i < shorter.size(); ++i) {
    auto dim = broadcast_dim(longer[offset + i], shorter[i]);
    if (!dim) return corrupt("shapes [{}] and [{}] do not broadcast", shape_text(a), shape_text(b));
    result[offset + i] = *dim;
  }
  return result;
}

Result<int64_t> normalize_axis(int64_t axis, size_t rank) {
  int64_t signed_rank = static_cast<int64_t>(rank);
  if (axis < -signed_rank || axis >= signed_rank) return corrupt("axis {} does not fit rank {}", axis, rank);
  return axis < 0 ? axis + signed_rank : axis;
}

}  // namespace ponte::graph

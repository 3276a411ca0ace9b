#pragma once
// Shapes whose dimensions may be numbers, names ("batch"), or unknown.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "uses/graph.h"

namespace ponte::graph {

/// One dimension: a size, or a symbol for a size that is fixed only when the model runs.
struct Dim {
  // Not -1: the elements of a shape constant are dimensions too, and -1 is a number there.
  static constexpr int64_t kUnknown = INT64_MIN;
  int64_t size = kUnknown;
  std::string symbol;  // empty when the size is known, or when nothing at all is known

  Dim() = default;
  Dim(int64_t known_size) : size(known_size) {}  // NOLINT: a number is a dimension
  static Dim named(std::string name) {
    Dim dim;
    dim.symbol = std::move(name);
    return dim;
  }
  bool known() const { return size != kUnknown; }
  bool operator==(const Dim&) const = default;
};

using Shape = std::vector<Dim>;
using Dims = std::vector<int64_t>;

bool all_known(const Shape& shape);
/// The sizes, if all are known.
std::optional<Dims> known_dims(const Shape& shape);
Shape to_shape(const Dims& dims);
/// "1,3,640,640", "batch,3,?,?"
std::string shape_text(const Shape& shape);
std::string dims_text(const Dims& dims);

/// Product of the sizes; an error when it overflows or a size is negative.
Result<int64_t> element_count(const Dims& dims);

/// The shape of an elementwise operation on both (numpy rules). Unknown against 1 gives unknown, against n gives n.
Result<Shape> broadcast(const Shape& a, const Shape& b);

/// -rank <= axis < rank to 0 <= axis < rank.
Result<int64_t> normalize_axis(int64_t axis, size_t rank);

}  // namespace ponte::graph

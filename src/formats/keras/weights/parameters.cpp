#include "formats/keras/weights/parameters.h"

#include <algorithm>
#include <numeric>

#include "graph/evaluate/strided_index.h"

namespace ponte::keras {

Dims kernel_perm(size_t rank) {
  Dims perm(rank);
  std::iota(perm.begin(), perm.end(), int64_t{0});
  std::rotate(perm.begin(), perm.begin() + 2, perm.end());
  std::swap(perm[rank - 2], perm[rank - 1]);
  return perm;
}

Fill fill_as_is(Tensor tensor) {
  return [tensor = std::move(tensor)](std::span<float> out) mutable -> Result<> {
    std::vector<float> values = std::exchange(tensor, {}).to_floats();
    std::copy(values.begin(), values.end(), out.begin());
    return {};
  };
}

namespace {

/// Swaps the outer and inner axis of [outer][inner][depth] into [depth][inner][outer], in tiles that stay in the cache.
void turn(const float* in, float* out, size_t outer, size_t inner, size_t depth) {
  constexpr size_t kTile = 32;
  for (size_t i0 = 0; i0 < inner; i0 += kTile) {
    size_t i1 = std::min(inner, i0 + kTile);
    for (size_t o0 = 0; o0 < outer; o0 += kTile) {
      size_t o1 = std::min(outer, o0 + kTile);
      for (size_t d = 0; d < depth; ++d)
        for (size_t i = i0; i < i1; ++i)
          for (size_t o = o0; o < o1; ++o) out[(d * inner + i) * outer + o] = in[(o * inner + i) * depth + d];
    }
  }
}

}  // namespace

Fill fill_transposed(Tensor tensor, Dims perm) {
  return [tensor = std::move(tensor), perm = std::move(perm)](std::span<float> out) mutable -> Result<> {
    std::vector<float> values = tensor.to_floats();
    Dims dims = std::exchange(tensor, {}).dims();
    if (perm == kernel_perm(dims.size())) {
      size_t outer = static_cast<size_t>(dims[0]), inner = static_cast<size_t>(dims[1]);
      turn(values.data(), out.data(), outer, inner, values.size() / std::max<size_t>(1, outer * inner));
      return {};
    }
    StridedIndex walk(reorder(dims, perm), reorder(row_major_strides(dims), perm));
    for (float& element : out) element = values[static_cast<size_t>(walk.next())];
    return {};
  };
}

}  // namespace ponte::keras

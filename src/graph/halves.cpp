#include "graph/halves.h"

#include <algorithm>

#include "base/half.h"

namespace ponte {

bool are_halves(const Tensor& tensor) {
  if (tensor.dtype() == DType::f16) return true;
  return std::ranges::all_of(tensor.to_floats(), [](float x) { return half_to_float(float_to_half(x)) == x; });
}

}  // namespace ponte

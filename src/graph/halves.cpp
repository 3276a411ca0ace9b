#include "graph/halves.h"

#include "base/half.h"

namespace ponte::graph {

bool are_halves(const Tensor& tensor) {
  if (tensor.dtype() == DType::f16) return true;
  if (tensor.dtype() == DType::f32) return are_all_halves(tensor.bytes().data(), static_cast<size_t>(tensor.count()));
  std::vector<float> floats = tensor.to_floats();
  return are_all_halves(floats.data(), floats.size());
}

}  // namespace ponte::graph

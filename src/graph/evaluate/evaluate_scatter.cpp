#include "graph/evaluate/evaluate_scatter.h"

#include <algorithm>

namespace ponte::graph {

Result<Dims> indexed_offsets(const Tensor& indices, const Dims& dims, size_t batch) {
  size_t depth = static_cast<size_t>(indices.dims().back());
  Dims elements = indices.to_ints(), strides = row_major_strides(dims);
  // One tuple per element of the leading axes, the first `batch` of which are axes of the data too.
  Dims leading(indices.dims().begin(), indices.dims().end() - 1);
  Dims leading_strides(leading.size(), 0);
  std::copy_n(strides.begin(), batch, leading_strides.begin());
  StridedIndex walk(std::move(leading), std::move(leading_strides));
  Dims offsets;
  for (size_t tuple = 0; tuple + depth <= elements.size(); tuple += depth) {
    int64_t offset = walk.next();
    for (size_t i = 0; i < depth; ++i) {
      TRY_ASSIGN(int64_t index, normalize_index(elements[tuple + i], dims[batch + i]));
      offset += index * strides[batch + i];
    }
    offsets.push_back(offset);
  }
  return offsets;
}

namespace {

template <class T>
Result<T> reduce(const std::string& reduction, T present, T update) {
  if (reduction == "none") return update;
  if (reduction == "max") return std::max(present, update);
  if (reduction == "min") return std::min(present, update);
  if constexpr (std::is_same_v<T, double>) {
    if (reduction == "add") return present + update;
    if (reduction == "mul") return present * update;
  } else {
    if (reduction == "add") return checked_add(present, update);
    if (reduction == "mul") return checked_mul(present, update);
  }
  return unsupported("there is no reduction {}", reduction);
}

}  // namespace

Result<Tensors> scatter(const OpContext& context, const std::function<int64_t(int64_t)>& target) {
  const Tensor& input = *context.constant(0);
  const std::string& reduction = context.attrs.text("reduction");
  return in_numbers(input, [&]<class T>() -> Result<Tensors> {
    std::vector<T> values = numbers<T>(input), updates = numbers<T>(*context.constant(2));
    for (size_t i = 0; i < updates.size(); ++i) {
      T& place = values[static_cast<size_t>(target(static_cast<int64_t>(i)))];
      TRY_ASSIGN(place, reduce(reduction, place, updates[i]));
    }
    return Tensors{tensor_of(std::move(values), input.dtype(), input.dims())};
  });
}

}  // namespace ponte::graph

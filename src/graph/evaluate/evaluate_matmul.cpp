#include "graph/evaluate/evaluate_matmul.h"

namespace ponte::graph {

namespace {

// Sum of a[k] * b[k * step].
Result<double> dot(const double* a, const double* b, size_t length, size_t step) {
  double total = 0;
  for (size_t k = 0; k < length; ++k) total += a[k] * b[k * step];
  return total;
}

Result<int64_t> dot(const int64_t* a, const int64_t* b, size_t length, size_t step) {
  int64_t total = 0;
  for (size_t k = 0; k < length; ++k) {
    TRY_ASSIGN(int64_t product, checked_mul(a[k], b[k * step]));
    TRY_ASSIGN(total, checked_add(total, product));
  }
  return total;
}

struct Sizes {
  Dims batch;  // broadcast leading axes
  int64_t rows, inner, columns;
};

Result<Sizes> sizes_of(Dims a, Dims b) {
  Sizes sizes{{}, a[a.size() - 2], a.back(), b.back()};
  if (b[b.size() - 2] != sizes.inner) return corrupt("[{}] and [{}] do not multiply", dims_text(a), dims_text(b));
  a.resize(a.size() - 2);
  b.resize(b.size() - 2);
  TRY_ASSIGN(Shape batch, broadcast(to_shape(a), to_shape(b)));
  sizes.batch = *known_dims(batch);
  Dims all = sizes.batch;
  all.insert(all.end(), {sizes.rows, sizes.columns, sizes.inner});
  TRY(evaluated_count(all));
  return sizes;
}

// Steps of a matrix stack along the broadcast leading axes, in matrices.
StridedIndex stack_walk(const Dims& dims, const Dims& batch) {
  return StridedIndex(batch, broadcast_strides(Dims(dims.begin(), dims.end() - 2), batch));
}

}  // namespace

Result<Tensor> matrix_product(const Tensor& a, const Tensor& b) {
  TRY_ASSIGN(Tensor left, a.dims().size() == 1 ? a.reshape({1, a.count()}) : Result<Tensor>(a));
  TRY_ASSIGN(Tensor right, b.dims().size() == 1 ? b.reshape({b.count(), 1}) : Result<Tensor>(b));
  TRY_ASSIGN(Sizes sizes, sizes_of(left.dims(), right.dims()));
  Dims dims = sizes.batch;
  dims.insert(dims.end(), {sizes.rows, sizes.columns});
  TRY_ASSIGN(int64_t count, evaluated_count(dims));
  return in_numbers(a, [&]<class T>() -> Result<Tensor> {
    std::vector<T> x = numbers<T>(left), y = numbers<T>(right), values;
    values.reserve(static_cast<size_t>(count));
    StridedIndex left_walk = stack_walk(left.dims(), sizes.batch), right_walk = stack_walk(right.dims(), sizes.batch);
    size_t inner = static_cast<size_t>(sizes.inner), columns = static_cast<size_t>(sizes.columns);
    size_t rows = static_cast<size_t>(sizes.rows);
    while (values.size() < static_cast<size_t>(count)) {
      const T* left_matrix = x.data() + static_cast<size_t>(left_walk.next()) * rows * inner;
      const T* right_matrix = y.data() + static_cast<size_t>(right_walk.next()) * inner * columns;
      for (size_t i = 0; i < rows * columns; ++i) {
        TRY_ASSIGN(T total, dot(left_matrix + i / columns * inner, right_matrix + i % columns, inner, columns));
        values.push_back(total);
      }
    }
    return tensor_of(std::move(values), a.dtype(), dims);
  });
}

}  // namespace ponte::graph

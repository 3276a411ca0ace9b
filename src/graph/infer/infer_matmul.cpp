#include "graph/infer/infer_matmul.h"

namespace ponte::graph {

Result<Shape> multiply(const OpContext& context, size_t a, size_t b) {
  Shape left = context.shape(a), right = context.shape(b);
  if (left.empty() || right.empty()) return corrupt("a single number is no matrix");
  bool left_vector = left.size() == 1, right_vector = right.size() == 1;
  if (left_vector) left.insert(left.begin(), Dim(1));
  if (right_vector) right.push_back(Dim(1));
  const Dim &inner_left = left.back(), &inner_right = right[right.size() - 2];
  if (!merge_dims(inner_left, inner_right))
    return corrupt("[{}] and [{}] do not multiply", shape_text(context.shape(a)), shape_text(context.shape(b)));
  Dim rows = left[left.size() - 2], columns = right.back();
  left.resize(left.size() - 2);
  right.resize(right.size() - 2);
  TRY_ASSIGN(Shape shape, broadcast(left, right));
  if (!left_vector) shape.push_back(std::move(rows));
  if (!right_vector) shape.push_back(std::move(columns));
  return shape;
}

int64_t matmul_cost(const OpContext& context, const Shape& output) {
  const Dim& inner = context.shape(0).back();
  return saturating_mul(saturating_count(output), saturating_count({&inner, 1}));
}

}  // namespace ponte::graph

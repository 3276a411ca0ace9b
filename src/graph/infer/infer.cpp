#include "graph/infer/infer.h"

#include <algorithm>
#include <limits>

namespace ponte::graph {

Fact make_fact(DType dtype, Shape shape, Ints ints) {
  Fact fact{dtype, std::move(shape), std::nullopt};
  if (!ints || is_float(dtype) || ints->size() > kMaxFollowedInts) return fact;
  auto dims = known_dims(fact.shape);
  auto count = dims ? element_count(*dims) : Result<int64_t>(-1);
  if (count && *count == static_cast<int64_t>(ints->size())) fact.ints = std::move(ints);
  return fact;
}

Facts one_fact(DType dtype, Shape shape, Ints ints) {
  Facts facts;
  facts.push_back(make_fact(dtype, std::move(shape), std::move(ints)));
  return facts;
}

Result<Facts> infer_same(const OpContext& context) { return one_fact(context.dtype(0), context.shape(0)); }

Result<DType> common_dtype(const OpContext& context, size_t first) {
  DType dtype = context.dtype(first);
  for (size_t i = first + 1; i < context.input_count(); ++i)
    if (context.has_input(i) && context.dtype(i) != dtype)
      return corrupt("input {} is {}, input {} is {}", first, dtype_name(dtype), i, dtype_name(context.dtype(i)));
  return dtype;
}

namespace {

Result<Shape> broadcast_all(const OpContext& context) {
  Shape shape = context.shape(0);
  for (size_t i = 1; i < context.input_count(); ++i) {
    if (!context.has_input(i)) continue;
    TRY_ASSIGN(shape, broadcast(shape, context.shape(i)));
  }
  return shape;
}

Result<> check_boolean(const OpContext& context) {
  TRY_ASSIGN(DType dtype, common_dtype(context));
  if (dtype != DType::boolean) return corrupt("the inputs are {}, not bool", dtype_name(dtype));
  return {};
}

}  // namespace

Result<Facts> infer_broadcast(const OpContext& context) {
  TRY_ASSIGN(DType dtype, common_dtype(context));
  TRY_ASSIGN(Shape shape, broadcast_all(context));
  return one_fact(dtype, std::move(shape));
}

Result<Facts> infer_comparison(const OpContext& context) {
  TRY(common_dtype(context));
  TRY_ASSIGN(Shape shape, broadcast_all(context));
  return one_fact(DType::boolean, std::move(shape));
}

Result<Facts> infer_logical(const OpContext& context) {
  TRY(check_boolean(context));
  return infer_broadcast(context);
}

Result<Facts> infer_logical_not(const OpContext& context) {
  TRY(check_boolean(context));
  return infer_same(context);
}

Result<size_t> checked_axis(int64_t axis, size_t rank) {
  if (axis < 0 || axis >= static_cast<int64_t>(rank)) return corrupt("axis {} does not fit rank {}", axis, rank);
  return static_cast<size_t>(axis);
}

Result<int64_t> normalize_index(int64_t index, int64_t size) {
  if (index < -size || index >= size) return corrupt("index {} does not fit size {}", index, size);
  return index < 0 ? index + size : index;
}

Result<std::vector<bool>> axis_mask(const Dims& axes, size_t rank) {
  std::vector<bool> mask(rank);
  for (int64_t axis : axes) {
    TRY_ASSIGN(size_t index, checked_axis(axis, rank));
    if (mask[index]) return corrupt("axis {} appears twice in [{}]", axis, dims_text(axes));
    mask[index] = true;
  }
  return mask;
}

Result<> check_rank(const OpContext& context, size_t input, size_t rank) {
  if (context.shape(input).size() == rank) return {};
  return corrupt("input {} has the shape [{}], not {} dimensions", input, shape_text(context.shape(input)), rank);
}

Result<Dim> merge_dims(const Dim& a, const Dim& b) {
  if (a.known() && b.known() && a.size != b.size) return corrupt("sizes {} and {} should be equal", a.size, b.size);
  if (a.known()) return a;
  if (b.known()) return b;
  return a.symbol.empty() ? b : a;
}

Result<Dim> dim_product(std::span<const Dim> dims) {
  int64_t known = 1;
  const Dim* other = nullptr;
  size_t others = 0;
  for (const Dim& dim : dims) {
    if (dim.known()) {
      TRY_ASSIGN(known, checked_mul(known, dim.size));
      continue;
    }
    other = &dim;
    ++others;
  }
  if (others == 0 || known == 0) return Dim(known);
  return others == 1 && known == 1 ? *other : Dim{};
}

Result<int64_t> checked_add(int64_t a, int64_t b) {
  int64_t sum;
  if (__builtin_add_overflow(a, b, &sum)) return corrupt("{} + {} is out of range", a, b);
  return sum;
}

Result<int64_t> checked_sub(int64_t a, int64_t b) {
  int64_t difference;
  if (__builtin_sub_overflow(a, b, &difference)) return corrupt("{} - {} is out of range", a, b);
  return difference;
}

Result<int64_t> checked_mul(int64_t a, int64_t b) {
  int64_t product;
  if (__builtin_mul_overflow(a, b, &product)) return corrupt("{} * {} is out of range", a, b);
  return product;
}

Result<int64_t> checked_div(int64_t a, int64_t b) {
  if (b == 0) return corrupt("{} is divided by zero", a);
  if (b == -1) return checked_sub(0, a);
  return a / b;
}

int64_t saturating_mul(int64_t a, int64_t b) {
  int64_t product;
  return __builtin_mul_overflow(a, b, &product) ? std::numeric_limits<int64_t>::max() : product;
}

int64_t saturating_count(std::span<const Dim> dims) {
  int64_t count = 1;
  for (const Dim& dim : dims) {
    if (!dim.known() || dim.size == 0) return 0;
    count = saturating_mul(count, dim.size);
  }
  return count;
}

Ints combine_ints(const OpContext& context, Dim (*function)(const Dim&, const Dim&)) {
  auto a = context.ints(0), b = context.ints(1);
  if (!a || !b) return std::nullopt;
  size_t count = a->size() == 1 ? b->size() : a->size();
  if ((a->size() != count && a->size() != 1) || (b->size() != count && b->size() != 1)) return std::nullopt;
  std::vector<Dim> result;
  result.reserve(count);
  for (size_t i = 0; i < count; ++i)
    result.push_back(function((*a)[a->size() == 1 ? 0 : i], (*b)[b->size() == 1 ? 0 : i]));
  return result;
}

Dim follow_known(const Dim& x, const Dim& y, Result<int64_t> (*function)(int64_t, int64_t)) {
  if (!x.known() || !y.known()) return {};
  auto value = function(x.size, y.size);
  return value ? Dim(*value) : Dim{};
}

Result<Facts> infer_arithmetic(const OpContext& context, Dim (*function)(const Dim&, const Dim&)) {
  TRY_ASSIGN(DType dtype, common_dtype(context));
  TRY_ASSIGN(Shape shape, broadcast_all(context));
  return one_fact(dtype, std::move(shape), is_float(dtype) ? std::nullopt : combine_ints(context, function));
}

Result<Shape> shape_from_input(const OpContext& context, size_t input) {
  TRY(check_rank(context, input, 1));
  if (auto elements = context.ints(input)) return *elements;
  const Dim& length = context.shape(input)[0];
  if (!length.known()) return unsupported("the number of dimensions of the result is not known");
  if (length.size > 64) return corrupt("{} dimensions are too many", length.size);
  return Shape(static_cast<size_t>(length.size));
}

Dims row_major_strides(const Dims& dims) {
  Dims strides(dims.size(), 1);
  for (size_t i = dims.size(); i-- > 1;) strides[i - 1] = strides[i] * dims[i];
  return strides;
}

}  // namespace ponte::graph

#pragma once
// What the operators' files share: common rules for dtypes, shapes and known integer elements.

#include "graph/op.h"

namespace ponte::graph {

using Facts = std::vector<Fact>;
using Tensors = std::vector<Tensor>;
using Ints = std::optional<std::vector<Dim>>;

/// Integer elements are followed in tensors of at most so many.
constexpr size_t kMaxFollowedInts = 64;

/// A fact; `ints` are kept only when they fill the shape and the dtype is not a float.
Fact make_fact(DType dtype, Shape shape, Ints ints = std::nullopt);
/// make_fact as the facts of an operator with one output.
Facts one_fact(DType dtype, Shape shape, Ints ints = std::nullopt);

/// One output of dtype and shape of input 0.
Result<Facts> infer_same(const OpContext& context);
/// The same for a boolean input.
Result<Facts> infer_logical_not(const OpContext& context);

/// One output of the broadcast shape of all inputs, which have one dtype.
Result<Facts> infer_broadcast(const OpContext& context);
/// The same with boolean output.
Result<Facts> infer_comparison(const OpContext& context);
/// The same for boolean inputs.
Result<Facts> infer_logical(const OpContext& context);

/// The dtype that all present inputs from `first` on have; an error names both when they differ.
Result<DType> common_dtype(const OpContext& context, size_t first = 0);

/// An axis attribute: 0 <= axis < rank.
Result<size_t> checked_axis(int64_t axis, size_t rank);
/// -size <= index < size to 0 <= index < size.
Result<int64_t> normalize_index(int64_t index, int64_t size);
/// Which of `rank` axes are in a list of distinct ones.
Result<std::vector<bool>> axis_mask(const Dims& axes, size_t rank);
Result<> check_rank(const OpContext& context, size_t input, size_t rank);

/// The dimension that two views of the same axis agree on: a number wins over a name, a name over nothing.
Result<Dim> merge_dims(const Dim& a, const Dim& b);
/// The product: a name survives multiplication by 1, else all must be known. An error when it overflows.
Result<Dim> dim_product(std::span<const Dim> dims);

Result<int64_t> checked_add(int64_t a, int64_t b);
Result<int64_t> checked_sub(int64_t a, int64_t b);
Result<int64_t> checked_mul(int64_t a, int64_t b);
/// Divisions of elements: truncating, by zero an error.
Result<int64_t> checked_div(int64_t a, int64_t b);
/// The product of known sizes for cost estimates; 0 when one is not known, the largest number when it overflows.
int64_t saturating_count(std::span<const Dim> dims);
int64_t saturating_mul(int64_t a, int64_t b);

/// Follows shape arithmetic: combines known integer elements of the two inputs with broadcasting of single elements.
/// The function sees names and unknown elements too.
Ints combine_ints(const OpContext& context, Dim (*function)(const Dim&, const Dim&));
/// The function's value when both are known and it has one, else an unknown element.
Dim follow_known(const Dim& x, const Dim& y, Result<int64_t> (*function)(int64_t, int64_t));
/// infer_broadcast with combine_ints.
Result<Facts> infer_arithmetic(const OpContext& context, Dim (*function)(const Dim&, const Dim&));

/// A shape given as an input's elements: unknown ones give unknown dimensions, and so do elements that are not
/// known at all as long as their number is. Negative elements are left to the caller.
Result<Shape> shape_from_input(const OpContext& context, size_t input);

/// Row-major strides in elements.
Dims row_major_strides(const Dims& dims);

}  // namespace ponte::graph

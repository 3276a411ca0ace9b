#pragma once
// What the operators' evaluators share. Every one that makes a tensor asks evaluated_count first, since sizes may come
// from strangers.

#include <functional>

#include "graph/infer.h"

namespace ponte {

/// The element count of a tensor about to be made; an error above 2^28 elements.
Result<int64_t> evaluated_count(const Dims& dims);

/// Applies a function of one number to every element of input 0, in double; the result has the dtype of the input.
/// Integers need a function of their own.
Result<Tensors> evaluate_unary(const OpContext& context, const std::function<double(double)>& on_floats,
                               Result<int64_t> (*on_integers)(int64_t) = nullptr);

/// Applies a function of two numbers with broadcasting: in int64 for integers and booleans, else in double, rounded
/// once to the output's dtype.
struct BinaryFunctions {
  double (*on_floats)(double, double);
  Result<int64_t> (*on_integers)(int64_t, int64_t);
};
Result<Tensor> evaluate_binary(const Tensor& a, const Tensor& b, const BinaryFunctions& functions, DType output);
/// The same over all inputs, from the left, in the dtype of input 0.
Result<Tensors> evaluate_arithmetic(const OpContext& context, const BinaryFunctions& functions);
/// The same over two inputs with boolean output.
Result<Tensors> evaluate_comparison(const OpContext& context, const BinaryFunctions& functions);

}  // namespace ponte

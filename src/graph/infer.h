#pragma once
// What the operators' files share: common shape rules and small evaluators.

#include <functional>

#include "graph/op.h"

namespace ponte {

using Facts = std::vector<Fact>;
using Tensors = std::vector<Tensor>;

/// One output like input 0.
Result<Facts> infer_same(const OpContext& context);
Result<Tensors> evaluate_same(const OpContext& context);

/// One output of dtype of input 0 and the broadcast shape of all inputs.
Result<Facts> infer_broadcast(const OpContext& context);
/// The same with boolean output.
Result<Facts> infer_comparison(const OpContext& context);

/// Applies a function of one number to every element, in double; the result has the dtype of the input.
Result<Tensors> evaluate_unary(const OpContext& context, double (*function)(double));
/// Applies a function of two numbers with broadcasting, in int64 for integers and booleans, else in double (rounded to
/// float for f32 inputs).
struct BinaryFunctions {
  double (*on_floats)(double, double);
  Result<int64_t> (*on_integers)(int64_t, int64_t);
};
Result<Tensors> evaluate_binary(const OpContext& context, const BinaryFunctions& functions, DType output);

/// Follows shape arithmetic: combines known integer elements of both inputs elementwise; an unknown one stays unknown.
std::optional<std::vector<Dim>> combine_ints(const OpContext& context, Result<int64_t> (*function)(int64_t, int64_t));

/// Output size of a sliding window: floor or ceil of (size + pads - dilated kernel) / stride + 1.
struct Window {
  int64_t kernel, stride, dilation, pad_begin, pad_end;
  bool ceil = false;
};
Result<Dim> window_output(const Dim& size, const Window& window);

/// Row-major strides in elements.
Dims row_major_strides(const Dims& dims);

/// Copies elements: out[i] = in[source(i)] for each output element, for any element size of whole bytes.
Tensor gather_elements_by(const Tensor& input, Dims output_dims, const std::function<int64_t(int64_t)>& source);

}  // namespace ponte

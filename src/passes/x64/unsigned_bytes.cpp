#include "passes/x64/unsigned_bytes.h"

#include "passes/match.h"

namespace ponte::passes {

namespace {

constexpr int kShift = 128;

Tensor add_128(const Tensor& tensor) {
  std::vector<int8_t> bytes = tensor.elements<int8_t>();
  std::vector<uint8_t> result(bytes.size());
  for (size_t i = 0; i < bytes.size(); ++i) result[i] = static_cast<uint8_t>(bytes[i] + kShift);
  return Tensor::of(std::move(result), tensor.dims());
}

}  // namespace

bool is_absent_or_constant(const Graph& graph, const Node& node, size_t input) {
  bool is_absent = node.inputs.size() <= input || !node.inputs[input];
  return is_absent || constant_input(graph, node, input);
}

bool has_constant_scale(const Graph& graph, const Node& node, size_t scale) {
  return constant_input(graph, node, scale) && is_absent_or_constant(graph, node, scale + 1);
}

ValueId add_unsigned(const Graph& graph, ValueId value, Patch& patch) {
  const Value& signed_bytes = graph.value(value);
  return patch.constant(add_128(*signed_bytes.constant), signed_bytes.name);
}

ValueId add_unsigned_zero(const Graph& graph, const Node& node, size_t scale, size_t zero, Patch& patch) {
  if (constant_input(graph, node, zero)) return add_unsigned(graph, node.inputs[zero], patch);
  Dims dims;
  size_t count = 1;
  if (const Tensor* scales = node.is("matmul_integer") ? nullptr : constant_input(graph, node, scale)) {
    dims = scales->dims();
    count = static_cast<size_t>(scales->count());
  }
  return patch.constant(Tensor::of(std::vector<uint8_t>(count, kShift), std::move(dims)), node.name + ".zero_point");
}

}  // namespace ponte::passes

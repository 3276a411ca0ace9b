#include "passes/recognize/product.h"

#include <algorithm>

namespace ponte::passes {

namespace {

// Longer chains than any activation has are not followed.
constexpr int kMaxDepth = 5;

void multiply(const Graph& graph, ValueId value, ValueId stop, int depth, Product& product) {
  if (auto number = scalar_constant(graph, value)) {
    product.scale *= *number;
    return;
  }
  const Node* node = value == stop || depth == 0 ? nullptr : graph.producer(value);
  if (node && node->is("mul")) {
    for (ValueId input : node->inputs) multiply(graph, input, stop, depth - 1, product);
    return;
  }
  auto number = node && node->inputs.size() == 2 ? scalar_constant(graph, node->inputs[1]) : std::nullopt;
  if (number && node->is("div") && *number != 0) {
    product.scale /= *number;
    multiply(graph, node->inputs[0], stop, depth - 1, product);
  } else if (number && node->is("pow") && (*number == 2 || *number == 3)) {
    for (int i = 0; i < static_cast<int>(*number); ++i) multiply(graph, node->inputs[0], stop, depth - 1, product);
  } else {
    product.factors.push_back(value);
  }
}

}  // namespace

Product product_of(const Graph& graph, ValueId value, ValueId stop) {
  Product product;
  multiply(graph, value, stop, kMaxDepth, product);
  std::ranges::sort(product.factors);
  return product;
}

bool is_product(const Graph& graph, ValueId value, double scale, std::vector<ValueId> factors, ValueId stop) {
  Product product = product_of(graph, value, stop);
  std::ranges::sort(factors);
  return product.factors == factors && nearly(product.scale, scale, graph.value(value).fact.dtype);
}

ValueId sum_with(const Graph& graph, ValueId value, double addend) {
  const Node* add = producer_of(graph, value, "add");
  auto operand = add ? constant_operand(graph, *add) : std::nullopt;
  auto number = operand ? scalar_constant(graph, operand->constant) : std::nullopt;
  return number == addend ? operand->other : ValueId{};
}

ValueId clipped_shift(const Graph& graph, ValueId value) {
  const Node* clip = producer_of(graph, value, "clip");
  if (!clip || clip->inputs.size() != 3) return {};
  if (scalar_constant(graph, clip->inputs[1]) != 0.0 || scalar_constant(graph, clip->inputs[2]) != 6.0) return {};
  return sum_with(graph, clip->inputs[0], 3);
}

}  // namespace ponte::passes

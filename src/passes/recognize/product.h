#pragma once
// Products as exporters write them: chains of mul, div and pow in any order.

#include "passes/match.h"

namespace ponte::passes {

/// scale * factors[0] * factors[1] * …; the factors are sorted, and one that is squared appears twice.
struct Product {
  double scale = 1;
  std::vector<ValueId> factors;
};

/// Reads `value` as a product, not looking behind the value `stop`.
Product product_of(const Graph& graph, ValueId value, ValueId stop = {});

/// True when `value` is scale * factors.
bool is_product(const Graph& graph, ValueId value, double scale, std::vector<ValueId> factors, ValueId stop);

/// x, when `value` is x + addend.
ValueId sum_with(const Graph& graph, ValueId value, double addend);

/// x, when `value` is clip(x + 3, 0, 6).
ValueId clipped_shift(const Graph& graph, ValueId value);

}  // namespace ponte::passes

#pragma once
// The order of the layers of a functional model. Weights are stored by it, not by name.

#include <span>
#include <vector>

#include "base/result.h"
#include "uses/keras.h"

namespace ponte::keras {

/// A call of a layer or of an operation of keras.ops.
struct OrderedCall {
  size_t operation = 0;         // layers that are called several times are one operation
  std::vector<size_t> parents;  // the calls whose tensors it takes: args in order, then kwargs by sorted key
};

/// `Functional.operations` as Keras 2 and 3 compute them: a depth-first walk from the outputs numbers the operations,
/// and they are sorted by decreasing distance from the outputs, equal ones by number. `outputs` are calls, in the order
/// of the flattened outputs (dicts by sorted key); `inputs` are the operations that are listed even when no output
/// needs them. Corrupt when there is a cycle. Source: keras/src/ops/function.py, map_graph.
Result<std::vector<size_t>> functional_order(std::span<const OrderedCall> calls, std::span<const size_t> outputs,
                                             std::span<const size_t> inputs);

}  // namespace ponte::keras

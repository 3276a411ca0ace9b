#pragma once
// Operators of which many are read alike. The operator of the IR is the first that the descriptor names.

#include "formats/tflite/op_reader.h"

namespace ponte::tflite {

/// All inputs as numbers, no options.
Result<> read_plain(OpReader& node);
/// Two inputs; field 0 of the options is an activation.
Result<> read_arithmetic(OpReader& node);
/// Axes in input 1; field 0 of the options is keep_dims.
Result<> read_reduction(OpReader& node);
/// Pads that stand as pairs in input `i`, as the IR has them: all begins, then all ends.
Result<ValueId> read_pads(OpReader& node, size_t i, size_t rank);
/// `x` under the dims that the file gives the output; unsupported when they are open.
Result<> read_reshaped(OpReader& node);

}  // namespace ponte::tflite

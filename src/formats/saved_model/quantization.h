#pragma once
// Scales and zero points, which TensorFlow's graphs have as numbers of the formula.

#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model {

/// Input `i`, a constant of one number or of one per entry of the node's axis, as float32 that spreads over input 0.
Result<std::string> per_axis(OpWriter& node, size_t i);

}  // namespace ponte::saved_model

#pragma once
// Operators of which many are written alike.

#include "formats/tflite/op_writer.h"

namespace ponte::tflite {

/// Every input as it is, no options.
Result<> write_plain(OpWriter& node);
/// One of the two-sided operators; constants get as many axes as the result has.
Result<> write_elementwise(OpWriter& node);
/// A reduction over the axes that the node's attributes name.
Result<> write_reduction(OpWriter& node);

}  // namespace ponte::tflite

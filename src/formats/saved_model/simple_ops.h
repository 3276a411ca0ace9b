#pragma once
// Operators that are written in the same few ways.

#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model {

/// The same inputs in the same order, attribute T.
Result<> write_plain(OpWriter& node);
/// Of two inputs: one or more are folded from the left.
Result<> write_folded(OpWriter& node);
/// Over constant axes.
Result<> write_reduction(OpWriter& node);
/// A reduction with this operator over the node's axes; the result is not the node's output yet.
Result<std::string> reduced(OpWriter& node, std::string_view op, std::string input);
/// The place of the largest or smallest.
Result<> write_arg_reduction(OpWriter& node);
/// The same elements under the shape of the output, of which one size may be open.
Result<> write_reshape(OpWriter& node);

}  // namespace ponte::saved_model

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
Result<std::string> reduce(OpWriter& node, std::string_view op, std::string input);
/// The place of the largest or smallest.
Result<> write_arg_reduction(OpWriter& node);
/// The sizes of axes [begin, end) of a value, as int32 known only at run time.
std::string sizes_of(OpWriter& node, const std::string& value, DataType type, int64_t begin, int64_t end);
/// Lists of int32 one after another.
std::string joined_ints(OpWriter& node, std::vector<std::string> parts);

}  // namespace ponte::saved_model

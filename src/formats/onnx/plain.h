#pragma once
// For operators that mean the same in ONNX and in the IR.

#include "formats/onnx/node_reader.h"
#include "formats/onnx/node_writer.h"

namespace ponte::onnx {

/// Same inputs in the same order, no attributes.
Result<> read_plain(NodeReader& node);
Result<> write_plain(NodeWriter& node);

/// One input and the float attribute `alpha`, whose default is the operator's in the IR.
Result<> read_alpha(NodeReader& node);
Result<> write_alpha(NodeWriter& node);

/// Any number of inputs, two at a time: Max(a, b, c) is max(max(a, b), c).
Result<> read_chain(NodeReader& node, std::string_view op);

}  // namespace ponte::onnx

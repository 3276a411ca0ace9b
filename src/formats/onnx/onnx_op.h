#pragma once
// One operator of ONNX: how a node of it is read into the IR, and how a node of the IR is written as it. One file per
// operator lies in ops/; ponte_table lists them.

#include <span>
#include <string_view>

#include "graph/op.h"
#include "uses/onnx.h"

namespace ponte::onnx {

class NodeReader;
class NodeWriter;

struct OnnxOp {
  std::string_view onnx;  // op_type
  std::string_view ir;    // operator of the IR; empty when nothing is written as this one
  int inputs = 1;         // how many inputs a node must have
  int since = 1;          // the first opset in which what `write` makes is legal
  Result<> (*read)(NodeReader& node);
  Result<> (*write)(NodeWriter& node);  // null: only read
};

/// All of them, sorted by file name.
std::span<const OnnxOp* const> all_onnx_ops();

/// The one that writes this operator of the IR, or null.
const OnnxOp* onnx_op_for(std::string_view ir);

/// True when a node of this operator can be written at that opset. A few nodes need a later one all the same (4-bit
/// quantization, for instance); write_onnx says so.
bool onnx_can_write(const OpInfo& op, int opset);

}  // namespace ponte::onnx

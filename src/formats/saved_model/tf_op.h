#pragma once
// One operator of TensorFlow: what of the IR is written as it, and how. One file per operator lies in ops/; ponte_table
// lists them.

#include <span>
#include <string_view>

#include "base/result.h"
#include "uses/saved_model.h"

namespace ponte::saved_model {

class OpWriter;

struct TfOp {
  std::string_view name;  // "Conv2D"
  /// The operators of the IR that are written as this one, separated by blanks.
  std::string_view ir;
  Result<> (*write)(OpWriter& node);
  /// What functions call its result: TensorFlow's operator definitions name their outputs.
  std::string_view output = "output";
};

/// All of them, sorted by file name.
std::span<const TfOp* const> all_tf_ops();

}  // namespace ponte::saved_model

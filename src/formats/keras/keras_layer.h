#pragma once
// One class of Keras that can stand in a functional model, a layer or an operation of keras.ops: how a call of it is
// read into the IR, and how a node of the IR is written as it. One file per class lies in layers/; ponte_table lists
// them.

#include <span>
#include <string_view>

#include "base/result.h"
#include "uses/keras.h"

namespace ponte::keras {

class LayerReader;
class LayerWriter;

struct KerasLayer {
  std::string_view class_name;  // as config.json has it: "Conv2D"
  std::string_view module;      // where Keras 3 imports it from: "keras.layers", "keras.src.ops.numpy"
  /// The operator of the IR that is written as this class; several where they share it, separated by blanks. Empty
  /// when nothing is.
  std::string_view ir;
  Result<> (*read)(LayerReader& call);
  Result<> (*write)(LayerWriter& node);  // null: only read
};

/// All of them, sorted by file name.
std::span<const KerasLayer* const> all_keras_layers();

}  // namespace ponte::keras

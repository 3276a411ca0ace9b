#pragma once
// One operator of TFLite: how it is read, what of the IR is written as it, and how. One file per operator lies in ops/;
// ponte_table lists them.

#include <cstdint>
#include <span>
#include <string_view>

#include "base/result.h"
#include "uses/tflite.h"

namespace ponte::tflite {

class OpReader;
class OpWriter;

struct TfliteOp {
  std::string_view name;  // "CONV_2D"
  int32_t code;           // BuiltinOperator of the schema
  uint8_t options = 0;    // BuiltinOptions of the schema; 0: it has none
  /// The operators of the IR that are written as this one, separated by blanks. Empty when others write it.
  std::string_view ir = {};
  Result<> (*write)(OpWriter& node) = nullptr;
  Result<> (*read)(OpReader& node) = nullptr;  // null: files with it are refused
};

/// All of them, sorted by file name.
std::span<const TfliteOp* const> all_tflite_ops();

}  // namespace ponte::tflite

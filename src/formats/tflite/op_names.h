#pragma once

#include <string>

#include "formats/tflite/model_file.h"

namespace ponte::tflite {

/// "CONV_2D", "custom operator TFLite_Detection_PostProcess"; a code that the schema does not have by its number.
std::string op_name(const FileOperator& op);

}  // namespace ponte::tflite

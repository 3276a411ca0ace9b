#pragma once
// Class names as Keras turns them into names of groups and layers.

#include <string>
#include <string_view>

#include "uses/keras.h"

namespace ponte::keras {

/// "BatchNormalization" to "batch_normalization", "Conv2DTranspose" to "conv2d_transpose", "ReLU" to "re_lu".
/// Source: keras/src/utils/naming.py, to_snake_case.
std::string snake_case(std::string_view class_name);

}  // namespace ponte::keras

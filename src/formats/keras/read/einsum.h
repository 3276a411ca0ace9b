#pragma once
// Sums of products over named axes.

#include "formats/keras/read/layer_reader.h"

namespace ponte::keras {

/// einsum of two tensors as transposes, reshapes and one matmul. The equation names each axis by a letter,
/// "abc,cd->abd", or stands "..." for those in front. Unsupported where an axis is named twice in one tensor or is
/// summed alone.
Result<ValueId> einsum(LayerReader& call, std::string_view equation, ValueId a, ValueId b, std::string_view name);

}  // namespace ponte::keras

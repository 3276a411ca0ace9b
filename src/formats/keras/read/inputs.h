#pragma once
// The inputs of a model.

#include "formats/keras/config/flatten.h"
#include "formats/keras/reader.h"

namespace ponte::keras {

/// What is known of the value that an InputLayer gives. Sizes that the file leaves open are those of the options where
/// they are heights and widths of pictures, else names: "batch", "height", "width", "tokens_1".
Result<Fact> input_fact(const LayerConfig& layer, const ReadOptions& options);

}  // namespace ponte::keras

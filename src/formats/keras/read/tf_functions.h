#pragma once
// Functions of TensorFlow that stand in models of Keras 2 as layers: TFOpLambda.

#include "formats/keras/read/layer_reader.h"

namespace ponte::keras {

/// Reads a call of a function ("math.add", "nn.relu") as the operation of keras.ops that does the same.
Result<> read_tf_function(LayerReader& call, std::string_view function);

}  // namespace ponte::keras

#pragma once
// Calls as Keras 2 writes them: [["layer", call, output, {kwargs}], …].

#include <functional>

#include "formats/keras/config/model_config.h"

namespace ponte::keras {

/// Only the first argument is written with its tensors; the others are entries of the kwargs that stand behind each of
/// them, where a tensor is a bare ["layer", call, output]. A constant in place of a tensor is "_CONSTANT_VALUE", -1,
/// value. Source: tf_keras/src/engine/node.py, Node.serialize.
Result<CallConfig> parse_legacy_call(const ConfigValue& node, const std::function<bool(std::string_view)>& is_layer);

}  // namespace ponte::keras

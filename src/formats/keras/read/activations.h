#pragma once
// Activation functions, which layers name in their settings.

#include "formats/keras/read/layer_reader.h"

namespace ponte::keras {

/// Applies the activation that a setting holds: a name ("silu"), a function, or a layer without weights. Absent is
/// none. `name` is that of the node, after the layer's; empty: the layer's own.
Result<ValueId> activate(LayerReader& call, ValueId x, std::string_view setting, std::string_view name);

/// The activation of that name, or unsupported.
Result<ValueId> activate_by_name(LayerReader& call, ValueId x, std::string_view activation, std::string_view name);

struct ReluSettings {
  double negative_slope = 0, threshold = 0;
  std::optional<double> max_value;
};
/// x from the threshold to the largest value, slope (x - threshold) below.
ValueId relu(LayerReader& call, ValueId x, const ReluSettings& settings, std::string_view name);

/// Softmax over one axis, or over several as one.
Result<ValueId> softmax(LayerReader& call, ValueId x, Dims axes, std::string_view name);

}  // namespace ponte::keras

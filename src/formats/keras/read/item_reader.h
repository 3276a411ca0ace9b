#pragma once
// Indexing as Python has it: integers, slices, an ellipsis, new axes.

#include "formats/keras/read/layer_reader.h"

namespace ponte::keras {

/// x[key]. The key is one entry or a list of them: an integer, null (a new axis), {"class_name": "__slice__"} or
/// "__ellipsis__" as Keras 3 writes them, {"start": …} or "..." as Keras 2 does.
Result<ValueId> get_item(LayerReader& call, ValueId x, const ConfigValue& key);

}  // namespace ponte::keras

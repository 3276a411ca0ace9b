#pragma once
// Pictures in another size.

#include "formats/keras/read/layer_reader.h"

namespace ponte::keras {

/// A call that resizes `x` to the size and by the interpolation of its settings.
Result<> read_resize(LayerReader& call, ValueId x);

/// The spatial axes of `x` resized to these sizes. The attributes say how.
ValueId resize_to(LayerReader& call, ValueId x, const Dims& sizes, bool channels_last, Attrs attrs);
/// The spatial axes of `x` times these factors.
ValueId resize_by(LayerReader& call, ValueId x, const Dims& factors, bool channels_last, Attrs attrs);

}  // namespace ponte::keras

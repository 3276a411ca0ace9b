#pragma once
// Reductions along axes.

#include "formats/keras/write/layer_writer.h"

namespace ponte::keras {

Result<> write_reduction(LayerWriter& node, std::string_view class_name);

}  // namespace ponte::keras

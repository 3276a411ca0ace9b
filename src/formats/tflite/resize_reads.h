#pragma once
// Pictures in another size.

#include "formats/tflite/op_reader.h"

namespace ponte::tflite {

/// Input 1 is height and width. Field `first` of the options is align_corners, the one after it half_pixel_centers.
Result<> read_resize(OpReader& node, std::string_view mode, int first);

}  // namespace ponte::tflite

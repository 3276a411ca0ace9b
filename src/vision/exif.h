#pragma once
// How a camera was held: the orientation tag of EXIF data.

#include "vision/image.h"

namespace ponte::vision {

/// The orientation, 1 to 8, in a TIFF-structured EXIF block; 1 when there is none or the block is damaged.
int exif_orientation(Bytes tiff);

/// Turns and mirrors a stored picture the way its EXIF orientation says, so that it is seen upright.
Image apply_orientation(Image image, int orientation);

}  // namespace ponte::vision

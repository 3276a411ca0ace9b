#pragma once
// The decoders behind decode_image(), one per file format.

#include "vision/image.h"

namespace ponte::vision {

/// A decoded file before its EXIF orientation (1 to 8) is applied.
struct StoredImage {
  Image image;
  int orientation = 1;
};

Result<StoredImage> decode_jpeg(Bytes file);
Result<StoredImage> decode_png(Bytes file);

/// The image size that the header of a file claims must be one that is carried (kMaxImageSide).
Result<> check_image_size(int64_t width, int64_t height);

}  // namespace ponte::vision

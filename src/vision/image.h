#pragma once
// Pictures in memory, and the files they come from and go to.

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "uses/vision.h"

namespace ponte {

/// Rows of interleaved 8-bit R, G, B from the top left, without padding: width * height * 3 bytes.
struct Image {
  int width = 0;
  int height = 0;
  std::vector<uint8_t> rgb;

  uint8_t* row(int y) { return rgb.data() + size_t{3} * width * y; }
  const uint8_t* row(int y) const { return rgb.data() + size_t{3} * width * y; }
};

}  // namespace ponte

namespace ponte::vision {

/// Larger pictures are refused before anything is allocated for them.
inline constexpr int kMaxImageSide = 16384;

/// Decodes a JPEG or PNG file; its content decides, not its name. The pixels are those of OpenCV's
/// `imdecode(…, IMREAD_COLOR)`: EXIF orientation applied, alpha dropped, 16 bits cut to 8, CMYK carried to RGB.
/// Errors: corrupt (damaged, truncated, not a picture); unsupported (another picture format, too large).
Result<Image> decode_image(Bytes file);

/// The same image always gives the same bytes.
Result<std::vector<std::byte>> encode_png(const Image& image);

/// `quality` from 1 to 100; colour at full resolution (4:4:4) so that thin coloured lines stay clean.
Result<std::vector<std::byte>> encode_jpeg(const Image& image, int quality);

}  // namespace ponte::vision

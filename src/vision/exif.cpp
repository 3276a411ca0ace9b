#include "vision/exif.h"

#include <utility>

namespace ponte::vision {

namespace {

constexpr uint16_t kOrientationTag = 0x0112;
constexpr size_t kEntrySize = 12, kValueOffset = 8;

/// Reads 16 and 32-bit numbers in the byte order that the TIFF header names.
class TiffReader {
 public:
  TiffReader(Bytes bytes, bool big_endian) : bytes_(bytes), big_endian_(big_endian) {}

  Result<uint32_t> number(size_t offset, size_t width) const {
    ByteReader reader(bytes_);
    TRY(reader.seek(offset));
    TRY_ASSIGN(Bytes raw, reader.take(width));
    uint32_t value = 0;
    for (size_t i = 0; i < width; ++i) {
      size_t place = big_endian_ ? i : width - 1 - i;
      value = (value << 8) | std::to_integer<uint32_t>(raw[place]);
    }
    return value;
  }

 private:
  Bytes bytes_;
  bool big_endian_;
};

Result<int> find_orientation(Bytes tiff) {
  ByteReader header(tiff);
  TRY_ASSIGN(Bytes order, header.take(2));
  bool big_endian = as_text(order) == "MM";
  if (!big_endian && as_text(order) != "II") return corrupt("no TIFF byte order mark");
  TiffReader reader(tiff, big_endian);
  TRY_ASSIGN(uint32_t magic, reader.number(2, 2));
  if (magic != 42) return corrupt("no TIFF magic number");
  TRY_ASSIGN(uint32_t directory, reader.number(4, 4));
  TRY_ASSIGN(uint32_t entries, reader.number(directory, 2));
  for (uint32_t i = 0; i < entries; ++i) {
    size_t entry = size_t{directory} + 2 + i * kEntrySize;
    TRY_ASSIGN(uint32_t tag, reader.number(entry, 2));
    if (tag != kOrientationTag) continue;
    TRY_ASSIGN(uint32_t value, reader.number(entry + kValueOffset, 2));
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

}  // namespace

int exif_orientation(Bytes tiff) { return find_orientation(tiff).value_or(1); }

Image apply_orientation(Image image, int orientation) {
  if (orientation <= 1 || orientation > 8) return image;
  // 5 to 8 swap the axes; then the source is walked from the far end along x, y or both.
  bool swapped = orientation >= 5;
  bool from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  bool from_bottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  Image upright{image.width, image.height, {}};
  if (swapped) std::swap(upright.width, upright.height);
  upright.rgb.resize(image.rgb.size());
  uint8_t* out = upright.rgb.data();
  for (int y = 0; y < upright.height; ++y) {
    for (int x = 0; x < upright.width; ++x, out += 3) {
      int from_x = swapped ? y : x, from_y = swapped ? x : y;
      if (from_right) from_x = image.width - 1 - from_x;
      if (from_bottom) from_y = image.height - 1 - from_y;
      const uint8_t* pixel = image.row(from_y) + size_t{3} * from_x;
      out[0] = pixel[0], out[1] = pixel[1], out[2] = pixel[2];
    }
  }
  return upright;
}

}  // namespace ponte::vision

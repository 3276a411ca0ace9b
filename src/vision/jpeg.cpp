// JPEG through libjpeg-turbo: the accurate integer DCT and smooth chroma upsampling, as OpenCV has them.

#include <turbojpeg.h>

#include <optional>

#include "vision/codecs.h"
#include "vision/exif.h"

namespace ponte::vision {

namespace {

// Even a flat block of 8 x 8 pixels takes a bit or more of the file; a header that claims more pixels lies.
constexpr int64_t kMaxPixelsPerByte = 512;
// A progressive file is decoded with all its coefficients in memory, six bytes a pixel.
constexpr int64_t kMaxProgressivePixels = int64_t{1} << 26;

using Handle = std::unique_ptr<void, int (*)(tjhandle)>;

/// What the markers in front of the pixels say.
struct Markers {
  int orientation = 1;
  bool progressive = false;
};

constexpr uint8_t kSof2 = 0xc2, kStartOfScan = 0xda, kApp1 = 0xe1;

/// Walks the segments up to the first scan. A damaged list of segments just ends the walk: the decoder will tell.
Markers read_markers(Bytes file) {
  Markers markers;
  size_t position = 2;
  while (position + 4 <= file.size()) {
    auto byte = [&](size_t i) { return std::to_integer<uint8_t>(file[position + i]); };
    if (byte(0) != 0xff) break;
    uint8_t marker = byte(1);
    if (marker == 0xff) {
      ++position;
      continue;
    }
    if (marker == kStartOfScan) break;
    size_t length = size_t{byte(2)} << 8 | byte(3);
    if (length < 2 || length > file.size() - position - 2) break;
    Bytes body = file.subspan(position + 4, length - 2);
    if (marker == kSof2) markers.progressive = true;
    constexpr std::string_view kExif("Exif\0\0", 6);
    if (marker == kApp1 && as_text(body).starts_with(kExif))
      markers.orientation = exif_orientation(body.subspan(kExif.size()));
    position += 2 + length;
  }
  return markers;
}

/// The error of the last call. Stray bytes between segments cost no pixel and are let pass, as everywhere.
std::optional<std::unexpected<Error>> jpeg_error(tjhandle handle, int status) {
  if (status == 0) return std::nullopt;
  std::string text = tjGetErrorStr2(handle);
  if (tjGetErrorCode(handle) == TJERR_WARNING && text.find("extraneous bytes") != std::string::npos)
    return std::nullopt;
  if (text.find("Unsupported") != std::string::npos) return unsupported("{}", text);
  return corrupt("{}", text);
}

/// CMYK as cameras and Adobe programs store it, inverted: each colour is dimmed by black.
void cmyk_to_rgb(const std::vector<uint8_t>& cmyk, std::vector<uint8_t>& rgb) {
  for (size_t pixel = 0; pixel < rgb.size() / 3; ++pixel) {
    int black = cmyk[4 * pixel + 3];
    for (size_t c = 0; c < 3; ++c)
      rgb[3 * pixel + c] = static_cast<uint8_t>(black - ((255 - cmyk[4 * pixel + c]) * black >> 8));
  }
}

}  // namespace

Result<StoredImage> decode_jpeg(Bytes file) {
  Handle handle(tjInitDecompress(), tjDestroy);
  if (!handle) return internal("libjpeg-turbo did not start");
  auto* data = reinterpret_cast<const unsigned char*>(file.data());
  int width = 0, height = 0, subsampling = 0, colourspace = 0;
  int status = tjDecompressHeader3(handle.get(), data, file.size(), &width, &height, &subsampling, &colourspace);
  // With a size, what failed is naming an unusual chroma sampling, which decodes all the same.
  if (auto error = jpeg_error(handle.get(), status); error && width == 0) return *error;
  TRY(check_image_size(width, height));
  Markers markers = read_markers(file);
  int64_t pixels = int64_t{width} * height;
  if (pixels / kMaxPixelsPerByte > std::ssize(file))
    return corrupt("{} x {} pixels cannot be in {} bytes", width, height, file.size());
  if (markers.progressive && pixels > kMaxProgressivePixels)
    return unsupported("a progressive file of {} x {} pixels; the limit is {}", width, height, kMaxProgressivePixels);

  StoredImage stored{{width, height, std::vector<uint8_t>(static_cast<size_t>(3 * pixels))}, markers.orientation};
  bool has_black = colourspace == TJCS_CMYK || colourspace == TJCS_YCCK;
  std::vector<uint8_t> cmyk(has_black ? static_cast<size_t>(4 * pixels) : 0);
  status = tjDecompress2(handle.get(), data, file.size(), has_black ? cmyk.data() : stored.image.rgb.data(), width, 0,
                         height, has_black ? TJPF_CMYK : TJPF_RGB, TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS);
  if (auto error = jpeg_error(handle.get(), status)) return *error;
  if (has_black) cmyk_to_rgb(cmyk, stored.image.rgb);
  return stored;
}

Result<std::vector<std::byte>> encode_jpeg(const Image& image, int quality) {
  if (quality < 1 || quality > 100) return usage_error("JPEG quality {} is not in 1 to 100", quality);
  TRY(check_image_size(image.width, image.height));
  Handle handle(tjInitCompress(), tjDestroy);
  if (!handle) return internal("libjpeg-turbo did not start");
  unsigned char* data = nullptr;
  unsigned long size = 0;
  int status = tjCompress2(handle.get(), image.rgb.data(), image.width, 0, image.height, TJPF_RGB, &data, &size,
                           TJSAMP_444, quality, TJFLAG_ACCURATEDCT);
  std::unique_ptr<unsigned char, void (*)(unsigned char*)> owner(data, tjFree);
  if (status != 0) return internal("JPEG: {}", tjGetErrorStr2(handle.get()));
  auto* bytes = reinterpret_cast<const std::byte*>(data);
  return std::vector<std::byte>(bytes, bytes + size);
}

}  // namespace ponte::vision

#include "vision/image.h"

#include "vision/codecs.h"
#include "vision/exif.h"

namespace ponte::vision {

namespace {

struct Signature {
  size_t offset;
  std::string_view bytes;
  std::string_view format;
};

using namespace std::string_view_literals;

constexpr Signature kOtherFormats[] = {
    {0, "GIF8"sv, "GIF"},         {0, "BM"sv, "BMP"},         {8, "WEBP"sv, "WebP"},
    {0, "II*\0"sv, "TIFF"},       {0, "MM\0*"sv, "TIFF"},     {4, "ftypavif"sv, "AVIF"},
    {4, "ftyphei"sv, "HEIC"},     {4, "ftypmif1"sv, "HEIF"},  {0, "\0\0\0\x0cjP  "sv, "JPEG 2000"},
    {0, "\xff\x0a"sv, "JPEG XL"}, {0, "8BPS"sv, "Photoshop"}, {0, "%PDF"sv, "PDF"},
};

bool matches(Bytes file, size_t offset, std::string_view signature) {
  return file.size() >= offset && as_text(file.subspan(offset)).starts_with(signature);
}

Result<StoredImage> decode_by_content(Bytes file) {
  if (matches(file, 0, "\xff\xd8"sv)) return in_context(decode_jpeg(file), "JPEG");
  if (matches(file, 0, "\x89PNG\r\n\x1a\n"sv)) return in_context(decode_png(file), "PNG");
  for (const Signature& other : kOtherFormats) {
    if (matches(file, other.offset, other.bytes))
      return with_hint(unsupported("this is a {} file; ponte reads JPEG and PNG", other.format),
                       "save it as PNG or JPEG first");
  }
  return corrupt("neither a JPEG nor a PNG file");
}

}  // namespace

Result<> check_image_size(int64_t width, int64_t height) {
  if (width <= 0 || height <= 0) return corrupt("the size {} x {} is empty", width, height);
  if (width > kMaxImageSide || height > kMaxImageSide)
    return unsupported("the size {} x {} is over the limit of {} x {}", width, height, kMaxImageSide, kMaxImageSide);
  return {};
}

Result<Image> decode_image(Bytes file) {
  if (file.empty()) return corrupt("the file is empty");
  TRY_ASSIGN(StoredImage stored, decode_by_content(file));
  return apply_orientation(std::move(stored.image), stored.orientation);
}

}  // namespace ponte::vision

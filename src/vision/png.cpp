// PNG through libspng.

#include <spng.h>

#include <cstdlib>

#include "vision/codecs.h"
#include "vision/exif.h"

namespace ponte::vision {

namespace {

using Context = std::unique_ptr<spng_ctx, void (*)(spng_ctx*)>;

// What deflate can do at most; a header that claims more lies.
constexpr uint64_t kMaxDeflateRatio = 1032;
// For text and colour profiles, which are not kept.
constexpr size_t kMaxChunk = size_t{1} << 24;

std::unexpected<Error> png_error(int code) { return corrupt("{}", spng_strerror(code)); }

/// Bytes of the file's own pixels, uncompressed, without the filter bytes.
uint64_t stored_size(const spng_ihdr& header) {
  uint64_t channels = 1;
  if (header.color_type == SPNG_COLOR_TYPE_TRUECOLOR) channels = 3;
  if (header.color_type == SPNG_COLOR_TYPE_GRAYSCALE_ALPHA) channels = 2;
  if (header.color_type == SPNG_COLOR_TYPE_TRUECOLOR_ALPHA) channels = 4;
  return header.width * channels * header.bit_depth / 8 * header.height;
}

int png_orientation(spng_ctx* context) {
  spng_exif exif{};
  if (spng_get_exif(context, &exif) != 0) return 1;
  return exif_orientation(std::as_bytes(std::span<const char>(exif.data, exif.length)));
}

}  // namespace

Result<StoredImage> decode_png(Bytes file) {
  Context context(spng_ctx_new(0), spng_ctx_free);
  if (!context) return internal("libspng did not start");
  spng_set_chunk_limits(context.get(), kMaxChunk, kMaxChunk);
  if (int code = spng_set_png_buffer(context.get(), file.data(), file.size())) return png_error(code);
  spng_ihdr header{};
  if (int code = spng_get_ihdr(context.get(), &header)) return png_error(code);
  TRY(check_image_size(header.width, header.height));
  if (stored_size(header) / kMaxDeflateRatio > file.size())
    return corrupt("{} x {} pixels cannot be in {} bytes", header.width, header.height, file.size());

  StoredImage stored;
  stored.image.width = static_cast<int>(header.width);
  stored.image.height = static_cast<int>(header.height);
  stored.image.rgb.resize(size_t{3} * header.width * header.height);
  if (int code = spng_decode_image(context.get(), stored.image.rgb.data(), stored.image.rgb.size(), SPNG_FMT_RGB8, 0))
    return png_error(code);
  if (int code = spng_decode_chunks(context.get())) return png_error(code);
  stored.orientation = png_orientation(context.get());
  return stored;
}

Result<std::vector<std::byte>> encode_png(const Image& image) {
  TRY(check_image_size(image.width, image.height));
  Context context(spng_ctx_new(SPNG_CTX_ENCODER), spng_ctx_free);
  if (!context) return internal("libspng did not start");
  spng_set_option(context.get(), SPNG_ENCODE_TO_BUFFER, 1);
  spng_ihdr header{};
  header.width = static_cast<uint32_t>(image.width);
  header.height = static_cast<uint32_t>(image.height);
  header.bit_depth = 8;
  header.color_type = SPNG_COLOR_TYPE_TRUECOLOR;
  int code = spng_set_ihdr(context.get(), &header);
  if (code == 0)
    code = spng_encode_image(context.get(), image.rgb.data(), image.rgb.size(), SPNG_FMT_PNG, SPNG_ENCODE_FINALIZE);
  size_t size = 0;
  std::unique_ptr<void, void (*)(void*)> owner(nullptr, std::free);
  if (code == 0) owner.reset(spng_get_png_buffer(context.get(), &size, &code));
  if (code != 0) return internal("PNG: {}", spng_strerror(code));
  auto* bytes = static_cast<const std::byte*>(owner.get());
  return std::vector<std::byte>(bytes, bytes + size);
}

}  // namespace ponte::vision

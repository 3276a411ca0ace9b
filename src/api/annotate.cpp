#include "api/detections.h"
#include "base/atomic_file.h"
#include "vision/draw_objects.h"

namespace ponte {

Result<> save_picture(const Image& picture, const std::string& output, bool overwrite) {
  bool jpeg = output.ends_with(".jpg") || output.ends_with(".jpeg");
  constexpr int kQuality = 95;
  TRY_ASSIGN(std::vector<std::byte> encoded, jpeg ? encode_jpeg(picture, kQuality) : encode_png(picture));
  return write_file(output, encoded, overwrite ? Overwrite::allow : Overwrite::refuse);
}

Result<> annotate(const PictureResult& result, const std::string& output, bool overwrite) {
  Image picture;
  if (result.pixels) picture = *result.pixels;
  else {
    TRY_ASSIGN(picture, read_picture(result.path));
  }
  TRY(draw_objects(picture, result.objects));
  TRY(draw_probabilities(picture, result.probabilities));
  return save_picture(picture, output, overwrite);
}

}  // namespace ponte
